//! `records.csv`: the records as a table (RFC 4180, UTF-8). A view for spreadsheets, never evidence.

use std::fmt::Write as _;

use decklog_journal::canonical;
use decklog_journal::payload::{Content, Payload, PayloadLine};
use decklog_journal::record::Record;

use super::error::BundleError;
use super::input::Entry;

const COLUMNS: [&str; 18] = [
    "journal",
    "seq",
    "order",
    "at_utc",
    "offset",
    "type",
    "subject",
    "subject_id",
    "incident",
    "actor",
    "role",
    "actor_known",
    "device",
    "application",
    "record",
    "command",
    "facts",
    "texts",
];

/// The first line.
pub(super) fn heading() -> String {
    line(COLUMNS)
}

/// The line of one record. Facts and texts are empty when its payload is not included.
pub(super) fn row(entry: &Entry) -> Result<String, BundleError> {
    let record = Record::from_body(&entry.body).map_err(std::io::Error::other)?;
    let unreadable = |error| BundleError::Payload { journal: record.log.clone(), seq: record.seq, error };
    let payload = entry.payload.as_deref().map(|line| PayloadLine::read(line)?.into_payload());
    let (facts, texts) = match payload.transpose().map_err(unreadable)? {
        Some(payload) => (facts(&payload).map_err(|error| unreadable(error.into()))?, texts(&payload)),
        None => Default::default(),
    };
    let authenticated = if record.actor.is_authenticated() { "" } else { ", not authenticated" };
    Ok(line([
        &record.log,
        &record.seq.to_string(),
        &record.lam.to_string(),
        &record.at,
        &format!("UTC{}", record.tz),
        &record.kind,
        &record.subj.kind,
        &record.subj.id,
        record.corr.as_deref().unwrap_or_default(),
        &record.actor.id,
        record.actor.role.as_deref().unwrap_or_default(),
        &format!("{}{authenticated}", record.actor.known),
        &record.dev.id,
        &record.dev.app,
        &record.id,
        &record.cmd,
        &facts,
        &texts,
    ]))
}

fn facts(payload: &Payload) -> Result<String, canonical::CanonicalError> {
    Ok(String::from_utf8_lossy(&canonical::to_bytes(&payload.facts)?).into_owned())
}

fn texts(payload: &Payload) -> String {
    payload.texts.iter().fold(String::new(), |mut all, text| {
        let between = if all.is_empty() { "" } else { "\n" };
        // Writing to a string cannot fail.
        let _ = match &text.content {
            Content::Words(words) => write!(all, "{between}{}: {words}", text.k),
            Content::Blob(hash) => write!(all, "{between}{}: SHA-256 {hash}", text.k),
        };
        all
    })
}

fn line(cells: [&str; COLUMNS.len()]) -> String {
    cells.map(cell).join(",") + "\r\n"
}

/// Quoted where needed, and with `'` in front of what a spreadsheet would take for a formula.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let guard = if formula { "'" } else { "" };
    if text.contains([',', '"', '\r', '\n']) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{guard}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let cells = [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@a", "'@a"),
            ("\ta", "'\ta"),
            ("\ra", "\"'\ra\""),
            ("\na", "\"'\na\""),
            ("＝1", "'＝1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠a", "'＠a"),
            ("=\"a\"", "\"'=\"\"a\"\"\""),
            ("a=1", "a=1"),
            ("a,b", "\"a,b\""),
            ("", ""),
        ];
        for (text, expected) in cells {
            assert_eq!(cell(text), expected);
        }
    }
}
