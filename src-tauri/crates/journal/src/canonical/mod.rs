//! Canonical JSON: RFC 8785 (JCS) restricted to objects, arrays, strings and integers.
//!
//! Keys match `[a-z0-9_]+` and are sorted; integers lie within ±(2^53 − 1); containers nest at most [`MAX_DEPTH`]
//! deep; strings are raw UTF-8 with the fewest escapes. Every value has exactly one spelling, and a spelling that
//! is not that one is refused. `tests/vectors/canonical.json` at the root of the repository binds every
//! implementation.

mod error;
mod reader;
mod string;
mod writer;

use serde_json::Value;

pub use error::{CanonicalError, Refused};
pub(crate) use reader::Reader;
pub(crate) use writer::{put_hex, put_integer, put_string, put_value};

/// How many objects and arrays may stand inside one another, the outermost included.
pub const MAX_DEPTH: usize = 8;

/// The largest magnitude of an integer: 2^53 − 1, what every JSON reader can hold (RFC 7493 section 2.2).
pub const MAX_INTEGER: u64 = (1 << 53) - 1;

/// The canonical bytes of `value`, whatever order its keys are in. Fails on a value outside the restricted form.
pub fn to_bytes(value: &Value) -> Result<Vec<u8>, CanonicalError> {
    let mut out = Vec::new();
    put_value(&mut out, value, 0)?;
    Ok(out)
}

/// Reads canonical bytes. Fails on anything else: a float, `true`, `false`, `null`, `NaN`, a key twice or out of
/// order, white space, another escape, an integer out of range, too deep nesting, bytes that are no UTF-8. What is
/// accepted gives the same bytes with [`to_bytes`].
pub fn parse(bytes: &[u8]) -> Result<Value, CanonicalError> {
    let mut reader = Reader::new(bytes)?;
    let value = reader.value()?;
    reader.end()?;
    Ok(value)
}

#[cfg(test)]
mod tests;
