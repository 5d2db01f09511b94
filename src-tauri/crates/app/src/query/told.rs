//! What a command recorded, in words: the line of each record as a timeline would tell it.

use decklog_domain::entry::Entry;
use decklog_domain::event::undoes;
use decklog_domain::{Event, Id};
use decklog_store::{Place, Snapshot};

use crate::{App, AppError, Recorded};

impl App {
    /// A line for each record that tells something; for an undo, what it took back.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub fn told(&self, recorded: &Recorded) -> Result<Vec<String>, AppError> {
        self.workspace.read(|snapshot| {
            let journals = snapshot.journals()?;
            let mut lines = Vec::new();
            for record in &recorded.records {
                let Some(journal) = journals.iter().find(|journal| journal.origin == record.log) else {
                    continue;
                };
                let Some(stored) = snapshot.event(Place { journal: journal.id, seq: record.seq })? else {
                    continue;
                };
                let event = stored.recorded(snapshot)?.event;
                lines.extend(match undoes(&event) {
                    Some(of) => Some(format!("taken back: {}", taken_back(snapshot, &record.subject, of)?)),
                    None => Entry::of(&event, &record.at).map(|entry| entry.text),
                });
            }
            Ok(lines)
        })
    }
}

/// What the record `of` of this incident or run had said.
fn taken_back(snapshot: &Snapshot<'_>, subject: &str, of: &Id) -> Result<String, AppError> {
    // Notes of an incident are no acts; they stand in its timeline.
    if let Some(entry) = snapshot.entry(subject, of.as_str())? {
        return Ok(entry.text);
    }
    let acts = snapshot.acts(subject)?;
    let act = acts.iter().find(|act| act.id == *of);
    let told = act.and_then(|act| {
        Entry::of(&act.event, &act.at).map(|entry| entry.text).or_else(|| untold(&act.event))
    });
    Ok(told.unwrap_or_else(|| "your last act".into()))
}

/// Acts that change what stands elsewhere and have no line of their own.
fn untold(event: &Event) -> Option<String> {
    let text = match event {
        Event::IncidentEntryCorrected(_) => "the correction of an entry",
        Event::IncidentEntryHidden(_) => "the hiding of an entry",
        Event::IncidentEntryUnhidden(_) => "the showing of a hidden entry",
        Event::IncidentEntryPinned(_) => "the pinning of an entry",
        Event::RunTasksTicked(_) => "the confirming of sub-items",
        _ => return None,
    };
    Some(text.into())
}
