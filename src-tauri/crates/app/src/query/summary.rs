//! What a record holds, in one line, for lists of records.

use decklog_domain::Event;
use decklog_domain::entry::Entry;

/// Characters of somebody's text that a line shows.
const SHOWN: usize = 120;

/// The line of an event: as the timeline tells it, and for one that no timeline tells, the words that set it apart from
/// others of its type. `at` is the instant of its record. `None` when its type says all there is.
pub(crate) fn summary(event: &Event, at: &str) -> Option<String> {
    if let Some(entry) = Entry::of(event, at) {
        return Some(entry.text);
    }
    Some(match event {
        Event::JournalOpened(e) => e.name.clone(),
        Event::JournalVerified(e) => match e.faults {
            0 => format!("{} records hold", e.records),
            faults => format!("{} records, {faults} faults", e.records),
        },
        Event::PersonAdded(e) => e.name.clone(),
        Event::RunbookRevisionAdded(e) => format!("Revision {}: {}", e.revision, e.title),
        Event::IncidentEntryCorrected(e) => beginning(e.text.as_deref().or(e.when_words.as_deref())?),
        Event::IncidentEntryHidden(e) => beginning(&e.why),
        Event::PostmortemSectionEdited(e) => format!("{}: {}", e.section, beginning(&e.text)),
        Event::ExportStarted(e) => match &e.why {
            Some(why) => format!("{}: {}", e.format, beginning(why)),
            None => e.format.clone(),
        },
        Event::ExportFinished(e) => {
            format!("{} bytes, SHA-256 {}…", e.size, e.sha256.get(..12).unwrap_or(&e.sha256))
        }
        Event::ExportFailed(e) => beginning(&e.message),
        _ => return None,
    })
}

/// The first words of a text, on one line.
fn beginning(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
        None => line,
    }
}
