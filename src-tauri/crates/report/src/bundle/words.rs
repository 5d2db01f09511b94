//! What a bundle tells its reader in plain text.

use super::export::{Export, ExportFile};
use crate::Mode;

/// Says on every rendering of a replay that its times are not real.
pub(crate) const REPLAY: &str =
    "REPLAY: made by a demonstration or a test; its times were given, not measured";

/// `README-VERIFY.txt`.
pub(super) fn readme(about: &ExportFile) -> String {
    let export = &about.export;
    let banner = if export.mode == Mode::Replay { format!("{REPLAY}\n\n") } else { String::new() };
    let journals = about.journals.iter().map(|journal| {
        format!("  journal {}\n  size    {}\n  root    {}\n", journal.origin, journal.size, journal.root)
    });
    include_str!("README-VERIFY.txt")
        .replace("{banner}", &banner)
        .replace("{journals}", &journals.collect::<Vec<_>>().join("\n"))
        .replace("{payloads}", &about.payloads.to_string())
        .replace("{records}", &about.records.to_string())
        .replace("{version}", &one_line(&export.app_version))
        .replace("{made}", &one_line(&export.made_at))
        .replace("{who}", &one_line(&export.who))
        .replace("{why}", &one_line(if export.why.is_empty() { "not said" } else { &export.why }))
        .replace("{what}", &one_line(&export.what))
}

/// `bag-info.txt` (RFC 8493 section 2.2.2), with the number of files below `data/` and their bytes.
pub(super) fn bag_info(export: &Export, files: u64, bytes: u64) -> String {
    let date = export.made_at.get(..10).unwrap_or(&export.made_at);
    format!(
        "Bag-Software-Agent: Decklog {}\nBagging-Date: {}\nExternal-Description: {}\nPayload-Oxum: {bytes}.{files}\n",
        one_line(&export.app_version),
        one_line(date),
        one_line(&export.what),
    )
}

/// Words that people typed, without what would begin a new line, steer a terminal or turn the reading direction.
pub(crate) fn one_line(words: &str) -> String {
    words.chars().map(|letter| if is_hidden(letter) { ' ' } else { letter }).collect()
}

fn is_hidden(letter: char) -> bool {
    let turns_around =
        matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}') || turns_around
}
