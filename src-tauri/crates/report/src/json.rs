//! The report as data.

use crate::Report;

/// Writes a report as indented JSON (RFC 8259) with a final newline: the model as it is, field by field.
pub fn json(report: &Report) -> String {
    // The model holds only strings, numbers and lists, which serde_json always writes.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}
