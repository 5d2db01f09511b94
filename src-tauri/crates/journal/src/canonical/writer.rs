//! Writing canonical bytes.

use serde_json::{Number, Value};

use super::{CanonicalError, MAX_DEPTH, MAX_INTEGER, Refused};
use crate::hex;

/// Appends the canonical bytes of a value that stands inside `depth` containers.
pub(crate) fn put_value(out: &mut Vec<u8>, value: &Value, depth: usize) -> Result<(), CanonicalError> {
    let refuse = |at, why| Err(CanonicalError { at, why });
    match value {
        Value::Null | Value::Bool(_) => refuse(out.len(), Refused::Word),
        Value::Number(number) => match integer(number) {
            Ok(number) => {
                put_integer(out, number);
                Ok(())
            }
            Err(why) => refuse(out.len(), why),
        },
        Value::String(text) => {
            put_string(out, text);
            Ok(())
        }
        Value::Array(_) | Value::Object(_) if depth == MAX_DEPTH => refuse(out.len(), Refused::Depth),
        Value::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                put_value(out, item, depth + 1)?;
            }
            out.push(b']');
            Ok(())
        }
        Value::Object(map) => {
            // serde_json keeps the order of insertion when any crate of the build asks for it.
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_unstable_by_key(|(key, _)| *key);
            out.push(b'{');
            for (index, (key, item)) in entries.into_iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                if !is_key(key) {
                    return refuse(out.len(), Refused::Key);
                }
                put_string(out, key);
                out.push(b':');
                put_value(out, item, depth + 1)?;
            }
            out.push(b'}');
            Ok(())
        }
    }
}

fn integer(number: &Number) -> Result<i64, Refused> {
    match number.as_i64() {
        Some(number) if number.unsigned_abs() <= MAX_INTEGER => Ok(number),
        Some(_) => Err(Refused::IntegerRange),
        None if number.is_u64() => Err(Refused::IntegerRange),
        None => Err(Refused::Fraction),
    }
}

/// Whether `key` matches `[a-z0-9_]+`.
pub(super) fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// Appends an integer, which the caller knows to be in range.
pub(crate) fn put_integer(out: &mut Vec<u8>, number: i64) {
    out.extend_from_slice(number.to_string().as_bytes());
}

/// Appends a string of hexadecimal digits.
pub(crate) fn put_hex(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'"');
    hex::push(out, bytes);
    out.push(b'"');
}

/// Appends a string with the escapes of RFC 8785 section 3.2.2.2.
pub(crate) fn put_string(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    let mut plain = 0;
    out.push(b'"');
    for (at, &byte) in bytes.iter().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.extend_from_slice(&bytes[plain..at]);
        plain = at + 1;
        match short_escape(byte) {
            Some(letter) => out.extend_from_slice(&[b'\\', letter]),
            None => {
                out.extend_from_slice(b"\\u00");
                hex::push(out, &[byte]);
            }
        }
    }
    out.extend_from_slice(&bytes[plain..]);
    out.push(b'"');
}

fn short_escape(byte: u8) -> Option<u8> {
    Some(match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        0x0c => b'f',
        b'\r' => b'r',
        _ => return None,
    })
}
