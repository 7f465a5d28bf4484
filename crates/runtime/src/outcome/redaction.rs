//! Secrets that a server repeats are not shown either.
//!
//! Servers quote what they were sent: "invalid key abc", "the password abc is too short". Their messages
//! are part of `Display`, so what the request held as a secret is taken out of them.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::HeaderMap;

use crate::values::secret::Secret;

const MASK: &str = "***";

/// The credentials in the headers of a request: every form in which a server may quote them.
pub(crate) fn in_headers(headers: &HeaderMap) -> Vec<Secret> {
    let mut secrets = Vec::new();
    let sensitive = headers.values().filter(|value| value.is_sensitive());
    for text in sensitive.filter_map(|value| value.to_str().ok()) {
        secrets.push(Secret::from(text));
        // Cookies: each of them is `name=value`.
        let pairs = text.split("; ").filter_map(|pair| pair.split_once('='));
        secrets.extend(pairs.map(|(_, value)| Secret::from(value)));
        let Some((scheme, credential)) = text.split_once(' ') else {
            continue;
        };
        secrets.push(Secret::from(credential));
        if scheme == "Basic" {
            let pair = STANDARD.decode(credential).ok();
            let pair = pair.and_then(|pair| String::from_utf8(pair).ok());
            let pair = pair.map(Secret::from);
            let password = pair.as_ref().and_then(|pair| pair.expose().split_once(':'));
            secrets.extend(password.map(|(_, password)| Secret::from(password)));
        }
    }
    secrets
}

/// The text without the secrets.
pub(crate) fn mask<'t>(text: &'t str, secrets: &[Secret]) -> Cow<'t, str> {
    let mut values: Vec<&str> = secrets
        .iter()
        .map(Secret::expose)
        .filter(|value| !value.is_empty())
        .collect();
    // The longest first: a secret may be the beginning of another.
    values.sort_unstable_by_key(|value| std::cmp::Reverse(value.len()));
    let mut text = Cow::Borrowed(text);
    for value in values {
        if text.contains(value) {
            text = Cow::Owned(text.replace(value, MASK));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use reqwest::header::{AUTHORIZATION, COOKIE};

    use super::*;
    use crate::call::header_value::{plain, sensitive};

    fn exposed(secrets: &[Secret]) -> Vec<&str> {
        secrets.iter().map(Secret::expose).collect()
    }

    #[test]
    fn a_credential_is_found_in_every_form() {
        let mut headers = HeaderMap::new();
        headers.insert("x-key", sensitive("key").unwrap());
        headers.insert("x-other", plain("other").unwrap());
        headers.insert(AUTHORIZATION, sensitive("Basic amFuZTpwOnNz").unwrap());
        headers.insert(COOKIE, sensitive("a=1; b=2").unwrap());
        let found = in_headers(&headers);
        let found = exposed(&found);
        for expected in ["key", "amFuZTpwOnNz", "p:ss", "1", "2"] {
            assert!(found.contains(&expected), "{expected}: {found:?}");
        }
        assert!(!found.contains(&"other") && !found.contains(&"jane"));
    }

    #[test]
    fn a_secret_inside_another_leaves_no_rest() {
        let secrets = ["abc", "", "abcdef", "*"].map(Secret::from);
        assert_eq!(mask("abcdef, abc", &secrets[..3]), "***, ***");
        assert_eq!(mask("nothing", &secrets), "nothing");
    }
}
