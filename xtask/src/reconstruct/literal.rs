//! Values as pages print them: Python's literals, Java's dates, and bare text.

use serde_json::{Number, Value};

use super::type_expression::Type;

/// A literal whose type is not known: `'a'`, `"a"`, `1`, `1.5`, `True`.
pub(super) fn untyped(text: &str) -> Option<Value> {
    let text = text.trim();
    match text {
        "True" | "true" => return Some(Value::Bool(true)),
        "False" | "false" => return Some(Value::Bool(false)),
        "None" | "null" => return Some(Value::Null),
        _ => {}
    }
    quoted(text)
        .map(Value::String)
        .or_else(|| number(text).map(Value::Number))
}

/// Literals between commas: `"a", "b", `; text that is no literal is taken as text.
pub(super) fn sequence(text: &str) -> Vec<Value> {
    split(text)
        .into_iter()
        .map(|item| untyped(item).unwrap_or_else(|| Value::String(item.to_owned())))
        .collect()
}

/// A default of a known type; `None` when the text cannot be a value of it.
pub(super) fn typed(text: &str, kind: &Type) -> Option<Value> {
    let text = text.trim();
    match kind {
        Type::Text | Type::Uuid => Some(Value::String(
            quoted(text).unwrap_or_else(|| text.to_owned()),
        )),
        Type::Boolean => match text {
            "true" | "True" => Some(Value::Bool(true)),
            "false" | "False" => Some(Value::Bool(false)),
            _ => None,
        },
        Type::Integer => integer(text).map(Value::Number),
        Type::Number => number(text).map(Value::Number),
        Type::Date => date(text).map(|(date, _)| Value::String(date)),
        Type::DateTime => {
            let (date, time) = date(text)?;
            Some(Value::String(format!("{date}T{}", time?)))
        }
        Type::List(items) => list(text, items),
        Type::Nullable(inner) if text == "None" || text == "null" => {
            let _ = inner;
            Some(Value::Null)
        }
        Type::Nullable(inner) => typed(text, inner),
        Type::Map(_) => serde_json::from_str(text).ok().filter(Value::is_object),
        Type::Undocumented | Type::Anything => {
            untyped(text).or_else(|| serde_json::from_str(text).ok())
        }
        Type::Format(of, _) | Type::Values(of, _) => typed(text, of),
        Type::Binary | Type::Nothing | Type::Model(_) | Type::Object(..) | Type::Composed(_) => {
            None
        }
    }
}

/// Text in quotes of one or three. Generators before 7 copy the text as it is; 7 escapes backslashes, and from
/// some version on quotes, and nothing else.
pub(super) fn quoted(text: &str) -> Option<String> {
    for quote in ["'''", "\"\"\"", "'", "\""] {
        let inner = text
            .strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote));
        if let Some(inner) = inner {
            let unescaped = quote.starts_with('\'').then(|| unescape(inner)).flatten();
            return Some(unescaped.unwrap_or_else(|| inner.to_owned()));
        }
    }
    None
}

/// The text behind escapes; `None` when a backslash escapes nothing, so that none of them is an escape.
pub(super) fn unescape(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c == '\\' {
            plain.push(rest.next().filter(|c| matches!(c, '\\' | '\'' | '"'))?);
        } else {
            plain.push(c);
        }
    }
    Some(plain)
}

/// An integer; an enumeration's member of swagger-codegen 3 (`StatusEnum._2`) names one, too.
fn integer(text: &str) -> Option<Number> {
    let text = text.rsplit_once("Enum._").map_or(text, |(_, name)| name);
    let text = text.strip_suffix(['L', 'l']).unwrap_or(text);
    if let Ok(number) = text.parse::<i64>() {
        return Some(number.into());
    }
    if let Ok(number) = text.parse::<u64>() {
        return Some(number.into());
    }
    // What is whole may be printed with a fraction.
    let number: f64 = text.parse().ok()?;
    format!("{number:.0}")
        .parse::<i64>()
        .ok()
        .filter(|_| number.fract() == 0.0)
        .map(Number::from)
}

fn number(text: &str) -> Option<Number> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) {
        return None;
    }
    if let Ok(number) = text.parse::<i64>() {
        return Some(number.into());
    }
    let number: f64 = text.parse().ok()?;
    if number.fract() == 0.0 && number.abs() < 9e15 {
        return format!("{number:.0}").parse::<i64>().ok().map(Number::from);
    }
    Number::from_f64(number)
}

fn list(text: &str, items: &Type) -> Option<Value> {
    // Most templates print JSON, some the text of a list of Java's or Python's.
    if let Ok(Value::Array(values)) = serde_json::from_str(text)
        && (*items != Type::Text || values.iter().all(Value::is_string))
    {
        return Some(Value::Array(values));
    }
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    let values: Option<Vec<Value>> = split(inner)
        .into_iter()
        .map(|item| match items {
            // The values of an enumeration's members are on the enumeration's page.
            Type::Model(_) | Type::Undocumented | Type::Anything => untyped(item),
            known => typed(item, known),
        })
        .collect();
    values.map(Value::Array)
}

/// Cuts at commas that stand neither in quotes nor in brackets.
fn split(text: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let mut start = 0;
    let mut quote = None;
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if escaped {
            escaped = false;
            continue;
        }
        match (c, quote) {
            ('\\', Some(_)) => escaped = true,
            ('\'' | '"', None)
                if text.get(start..at).is_some_and(|s| s.trim().is_empty()) || depth > 0 =>
            {
                quote = Some(c);
            }
            (_, Some(open)) if c == open => {
                // A quote that the generator did not escape does not end the text.
                let after = text
                    .get(at + c.len_utf8()..)
                    .unwrap_or_default()
                    .trim_start();
                if after.is_empty() || after.starts_with([',', ']', '}']) {
                    quote = None;
                }
            }
            ('[' | '{' | '(', None) => depth += 1,
            (']' | '}' | ')', None) => depth = depth.saturating_sub(1),
            (',', None) if depth == 0 => {
                items.push(text.get(start..at).unwrap_or_default().trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    items.push(text.get(start..).unwrap_or_default().trim());
    items.retain(|item| !item.is_empty());
    items
}

/// A date and, where there is one, a time: ISO 8601, or Java's `Thu Jan 02 03:04:05 UTC 2020`,
/// bare or inside a call such as `dateutil_parser('…').date()`.
fn date(text: &str) -> Option<(String, Option<String>)> {
    let text = match text.split_once('(') {
        Some((_, inner)) => inner.split_once(')').map_or(inner, |(inner, _)| inner),
        None => text,
    };
    let text = text.trim_matches(['\'', '"']);
    let is_iso = text.len() >= 10
        && text.char_indices().take(10).all(|(at, c)| {
            if at == 4 || at == 7 {
                c == '-'
            } else {
                c.is_ascii_digit()
            }
        });
    if is_iso {
        let (date, time) = text.split_at_checked(10)?;
        let time = time.strip_prefix(['T', ' ']).map(str::to_owned);
        return Some((date.to_owned(), time));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let [_, month, day, time, "UTC" | "GMT" | "Z", year] = words.as_slice() else {
        return None;
    };
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let month = MONTHS.iter().position(|name| name == month)? + 1;
    let day: u8 = day.parse().ok()?;
    let year: u16 = year.parse().ok()?;
    Some((
        format!("{year:04}-{month:02}-{day:02}"),
        Some(format!("{time}Z")),
    ))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn text_keeps_the_quotes_inside_it() {
        for text in [
            r#""it's a "q"""#,
            r#"'it\'s a "q"'"#,
            r#"'it's a "q"'"#,
            r#"it's a "q""#,
        ] {
            assert_eq!(
                typed(text, &Type::Text),
                Some(json!(r#"it's a "q""#)),
                "{text}"
            );
        }
        assert_eq!(typed("''", &Type::Text), Some(json!("")));
        assert_eq!(typed(r"'\d+'", &Type::Text), typed(r"'\\d+'", &Type::Text));
    }

    #[test]
    fn numbers_stay_numbers() {
        assert_eq!(
            typed("1.0E+10", &Type::Number),
            Some(json!(10_000_000_000_i64))
        );
        assert_eq!(typed("Status_intEnum._2", &Type::Integer), Some(json!(2)));
        assert_eq!(typed("ten", &Type::Integer), None);
        assert_eq!(untyped("1.5"), Some(json!(1.5)));
        assert_eq!(untyped("nan"), None);
        assert_eq!(typed("inf", &Type::Number), None);
    }

    #[test]
    fn dates_of_java_become_dates() {
        let java = "Thu Jan 02 03:04:05 UTC 2020";
        assert_eq!(typed(java, &Type::Date), Some(json!("2020-01-02")));
        let call = "dateutil_parser('Thu Jan 02 00:00:00 UTC 2020').date()";
        assert_eq!(typed(call, &Type::Date), Some(json!("2020-01-02")));
        assert_eq!(
            typed(java, &Type::DateTime),
            Some(json!("2020-01-02T03:04:05Z"))
        );
        let iso = "2020-01-02T03:04:05Z";
        assert_eq!(typed(iso, &Type::DateTime), Some(json!(iso)));
    }

    #[test]
    fn lists_are_cut_at_commas_outside_quotes() {
        let text = r#"["a, b", 'c', ]"#;
        let kind = Type::List(Box::new(Type::Text));
        assert_eq!(typed(text, &kind), Some(json!(["a, b", "c"])));
        assert_eq!(typed("[]", &kind), Some(json!([])));
        assert_eq!(typed(r#"["e\"f"]"#, &kind), Some(json!(["e\"f"])));
        assert_eq!(typed("[1, 2]", &kind), Some(json!(["1", "2"])));
        assert_eq!(
            sequence("None, 1, \"x\", "),
            [json!(null), json!(1), json!("x")]
        );
    }
}
