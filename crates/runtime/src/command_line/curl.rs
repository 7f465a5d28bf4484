//! A request as a `curl` command, without the credentials.

use std::fmt::Write as _;

use crate::call::body::RequestBody;
use crate::client::core::Request;
use crate::command_line::failure::{Exit, Failed};

/// The command that would send the request, credentials aside.
pub(crate) fn command(mut request: Request) -> Result<String, Failed> {
    request.generate_headers();
    let needs = request.operation.security;
    let prepared = request
        .prepare()
        .map_err(|refusal| Failed::new(Exit::Usage, refusal.to_string()))?;
    let mut text = format!(
        "curl --request {} {}",
        prepared.method,
        quoted(prepared.url.as_str())
    );
    for (name, value) in &prepared.headers {
        let value = match value.is_sensitive() {
            true => "***".to_owned(),
            false => String::from_utf8_lossy(value.as_bytes()).into_owned(),
        };
        let _ = write!(
            text,
            " \\\n  --header {}",
            quoted(&format!("{name}: {value}"))
        );
    }
    if let Some(body) = prepared.body.as_ref().and_then(RequestBody::bytes) {
        let shown = match std::str::from_utf8(body) {
            Ok(body) => quoted(body),
            Err(_) => "@FILE".to_owned(),
        };
        let _ = write!(text, " \\\n  --data-raw {shown}");
    }
    let alternatives: Vec<String> = needs
        .iter()
        .filter(|schemes| !schemes.is_empty())
        .map(|schemes| schemes.join(" with "))
        .collect();
    if !alternatives.is_empty() {
        let _ = write!(
            text,
            "\n# the credential is left out: {}",
            alternatives.join(" or ")
        );
    }
    Ok(text)
}

/// A word for a POSIX shell.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_quotation_mark_ends_the_word_early() {
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
