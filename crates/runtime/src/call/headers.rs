//! Header parameters that have been given values: of a call, or of all calls of a client.

use http::header::{HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::Value;

use crate::call::header_value;
use crate::call::refusal::Refusal;
use crate::call::value::{self, Style};
use crate::values::noted;
use crate::values::secret::Secret;

/// Header parameters with their values. Setters never fail: the first value that cannot be sent is kept and reported when
/// the call is sent, or the client built. Setting one again replaces it; a null value is not sent.
#[derive(Clone, Default)]
pub struct Headers {
    pub(crate) fields: Vec<(HeaderName, HeaderValue)>,
    pub(crate) refusal: Option<Refusal>,
    /// What was passed in as a secret, to be recognised where the server repeats it.
    pub(crate) secrets: Vec<Secret>,
}

impl Headers {
    /// Sets a header parameter (`style: simple`).
    #[must_use]
    pub fn header<V: Serialize + ?Sized>(self, name: &str, value: &V) -> Self {
        self.put(name, value, ",", value::simple, header_value::plain)
    }

    /// Sets a header parameter whose items another sign parts, as Swagger 2.0 has it: that of the style, or a comma.
    #[must_use]
    pub fn header_with<V: Serialize + ?Sized>(self, style: Style, name: &str, value: &V) -> Self {
        let sign = match style {
            Style::Lists(outer, _) => outer.sign(),
            style => style.sign(),
        };
        let write = |value: &Value| value::simple(&style.without_lists(value).1);
        self.put(name, value, sign, write, header_value::plain)
    }

    /// Sets a header parameter with `explode: true`: an object is written as `x=1,y=2`.
    #[must_use]
    pub fn header_exploded<V: Serialize + ?Sized>(self, name: &str, value: &V) -> Self {
        self.put(name, value, ",", value::exploded, header_value::plain)
    }

    /// Sets a header parameter whose value is a secret.
    #[must_use]
    pub fn sensitive_header<V: Serialize + ?Sized>(self, name: &str, value: &V) -> Self {
        self.put(name, value, ",", value::simple, header_value::sensitive)
    }

    /// Sets a header of the caller's own, unless the client is the one to say what it is.
    pub(crate) fn own_header<V: Serialize + ?Sized>(mut self, name: &str, value: &V) -> Self {
        if header_value::is_owned(name) {
            let refusal = Refusal::header(name, "the client itself says what it is");
            self.refusal.get_or_insert(refusal);
            return self;
        }
        self.header(name, value)
    }

    /// A header with its value, if it is set.
    pub(crate) fn field(&self, name: &str) -> Option<&(HeaderName, HeaderValue)> {
        let mut fields = self.fields.iter();
        fields.find(|(field, _)| field.as_str().eq_ignore_ascii_case(name))
    }

    fn put<V: Serialize + ?Sized>(
        mut self,
        name: &str,
        value: &V,
        delimiter: &str,
        write: impl FnOnce(&Value) -> Result<Vec<String>, &'static str>,
        convert: impl FnOnce(&str) -> Result<HeaderValue, &'static str>,
    ) -> Self {
        let (value, secrets) = noted::written_by(|| value::to_value(value));
        self.secrets.extend(secrets);
        let header = value.and_then(|value| {
            let items = write(&value)?;
            if items.is_empty() {
                return Ok(None);
            }
            let field = HeaderName::from_bytes(name.as_bytes())
                .map_err(|_| "it is not the name of a header")?;
            Ok(Some((field, convert(&items.join(delimiter))?)))
        });
        match header {
            Ok(header) => {
                self.fields
                    .retain(|(other, _)| !other.as_str().eq_ignore_ascii_case(name));
                self.fields.extend(header);
            }
            Err(reason) => {
                self.refusal.get_or_insert(Refusal::header(name, reason));
            }
        }
        self
    }
}

impl std::fmt::Debug for Headers {
    /// Shows the names alone.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = self.fields.iter().map(|(name, _)| name.as_str());
        formatter.debug_set().entries(names).finish()
    }
}
