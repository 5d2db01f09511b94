//! Values people give for inputs and records.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::runbook_text::ValueKind;
use crate::{Refusal, RefusalCode};

/// Checks a value against its type and gives it back trimmed.
///
/// `name` is for the message. Control, newline and bidirectional characters are refused in every type: a value may end
/// up in a command.
pub fn check(name: &str, kind: &ValueKind, value: &str) -> Result<String, Refusal> {
    let value = value.trim();
    let refuse = |why: &str| {
        Err(Refusal::new(
            RefusalCode::BadValue,
            format!("`{value}` does not fit `{name}`: {why}; nothing was recorded"),
        ))
    };
    if value.chars().any(unsafe_in_commands) {
        return refuse("it holds a control, newline or bidirectional character");
    }
    match kind {
        ValueKind::Text | ValueKind::SecretReference | ValueKind::Time if value.is_empty() => {
            refuse("it is empty")
        }
        ValueKind::Text | ValueKind::SecretReference => Ok(value.into()),
        // Only the form is checked, the words are kept as typed: any instant and zone serve to read them.
        ValueKind::Time => match crate::time::parse(value, DateTime::<Utc>::UNIX_EPOCH, Tz::UTC) {
            Ok(_) => Ok(value.into()),
            Err(unread) => {
                let message = format!("{}, for `{name}`; nothing was recorded", unread.message);
                Err(Refusal { message, ..unread })
            }
        },
        ValueKind::Number if decimal(value) => Ok(value.into()),
        ValueKind::Number => refuse("it is no number"),
        ValueKind::Percent if decimal(value.strip_suffix('%').unwrap_or(value).trim_end()) => {
            Ok(value.into())
        }
        ValueKind::Percent => refuse("it is no percentage"),
        ValueKind::Duration if crate::time::duration(value).is_some() => Ok(value.into()),
        ValueKind::Duration => refuse("it is no length of time such as 90s or 15 min"),
        ValueKind::Url if value.starts_with("https://") || value.starts_with("http://") => Ok(value.into()),
        ValueKind::Url => refuse("it is no http or https address"),
        ValueKind::Choice { choices } => {
            match choices.iter().find(|choice| choice.eq_ignore_ascii_case(value)) {
                Some(choice) => Ok(choice.clone()),
                None => refuse(&format!("choose one of: {}", choices.join(", "))),
            }
        }
    }
}

/// Characters that change what a command means or how it looks without being seen.
pub fn unsafe_in_commands(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn decimal(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn values_fit_their_types() {
        let choice = ValueKind::Choice { choices: vec!["OOMKilled".into(), "Error".into()] };
        let fits = [
            (ValueKind::Text, " a b "),
            (ValueKind::Number, "-3.25"),
            (ValueKind::Percent, "0.5 %"),
            (ValueKind::Duration, "15 min"),
            (ValueKind::Time, "about 03:10 CET"),
            (ValueKind::Time, "2026-11-17T02:57:22Z"),
            (ValueKind::Time, "unknown"),
            (ValueKind::Url, "https://example.org"),
            (choice.clone(), "oomkilled"),
        ];
        for (kind, value) in fits {
            check("x", &kind, value).unwrap();
        }
        assert_eq!(check("x", &choice, "oomkilled").unwrap(), "OOMKilled");
        let misfits = [
            (ValueKind::Text, ""),
            (ValueKind::Text, "a\nb"),
            (ValueKind::Text, "a\u{202e}b"),
            (ValueKind::Number, "1e5"),
            (ValueKind::Number, "."),
            (ValueKind::Percent, "many"),
            (ValueKind::Percent, "5%%"),
            (ValueKind::Time, ""),
            (ValueKind::Time, "25:10"),
            (ValueKind::Time, "soon"),
            (ValueKind::Duration, "soon"),
            (ValueKind::Url, "javascript:alert(1)"),
            (choice, "other"),
        ];
        for (kind, value) in misfits {
            assert_eq!(check("x", &kind, value).unwrap_err().code, RefusalCode::BadValue, "{value}");
        }
    }
}
