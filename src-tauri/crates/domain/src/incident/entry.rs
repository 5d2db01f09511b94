//! Entries of the timeline: corrected, hidden, pinned. Their first time and words are never lost.

use super::decide::{filled, when};
use super::{Incident, IncidentCommand};
use crate::event::{
    Event, Flag, IncidentEntryCorrected, IncidentEntryHidden, IncidentEntryPinned, IncidentEntryUnhidden,
    Recorded, in_force,
};
use crate::time::When;
use crate::{Context, Id, Refusal, RefusalCode};

/// An entry as a command finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryState {
    /// The record that it is.
    pub record: Id,
    /// Its words were typed by somebody as a note.
    pub is_note: bool,
    /// It was taken back.
    pub undone: bool,
    /// It is hidden.
    pub hidden: bool,
    /// It is pinned.
    pub pinned: bool,
}

/// What later acts made of an entry.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Revision {
    /// Its corrected time with the words as typed.
    pub when: Option<(When, Option<String>)>,
    /// Its corrected words.
    pub text: Option<String>,
    /// Why it was corrected last, if somebody said so.
    pub why: Option<String>,
    /// Why it is hidden, while it is.
    pub hidden: Option<String>,
    /// It is pinned.
    pub pinned: bool,
}

impl Revision {
    /// What the acts of an incident, in fold order, made of one entry.
    pub fn of(acts: &[Recorded], entry: &Id) -> Revision {
        let mut revision = Revision::default();
        for act in in_force(acts).filter(|act| concerns(&act.event) == Some(entry)) {
            match &act.event {
                Event::IncidentEntryCorrected(corrected) => {
                    if let Some(when) = &corrected.when {
                        revision.when = Some((when.clone(), corrected.when_words.clone()));
                    }
                    revision.text = corrected.text.clone().or(revision.text);
                    revision.why = corrected.why.clone();
                }
                Event::IncidentEntryHidden(hidden) => revision.hidden = Some(hidden.why.clone()),
                Event::IncidentEntryUnhidden(_) => revision.hidden = None,
                Event::IncidentEntryPinned(pinned) => revision.pinned = pinned.pinned.is_yes(),
                _ => {}
            }
        }
        revision
    }
}

/// The entry that an event corrects, hides, shows or pins.
pub fn concerns(event: &Event) -> Option<&Id> {
    match event {
        Event::IncidentEntryCorrected(event) => Some(&event.entry),
        Event::IncidentEntryHidden(event) => Some(&event.entry),
        Event::IncidentEntryUnhidden(event) => Some(&event.entry),
        Event::IncidentEntryPinned(event) => Some(&event.entry),
        _ => None,
    }
}

/// Decides a command on an entry.
pub(super) fn revise(
    incident: &Incident,
    command: &IncidentCommand,
    entry: &EntryState,
    context: &Context,
) -> Result<Event, Refusal> {
    let not_now =
        |message: &str| Err(Refusal::new(RefusalCode::NotNow, format!("{message}; nothing was recorded")));
    if entry.undone {
        return not_now("this entry was taken back");
    }
    let (incident, record) = (incident.id.clone(), entry.record.clone());
    match command {
        IncidentCommand::Correct { at, text, why, .. } => {
            let (at, text) = (filled(at), filled(text));
            if at.is_none() && text.is_none() {
                let message = "a correction needs a time or words; nothing was recorded";
                return Err(Refusal::new(RefusalCode::Missing, message).hint("give --at, --text or both"));
            }
            if text.is_some() && !entry.is_note {
                let message = "what was recorded by itself is never rewritten; nothing was recorded";
                return Err(Refusal::new(RefusalCode::NotNow, message)
                    .hint("correct its time, or add a note that says how it was"));
            }
            Ok(Event::IncidentEntryCorrected(IncidentEntryCorrected {
                incident,
                entry: record,
                when: at.as_deref().map(|at| when(Some(at), context)).transpose()?,
                text,
                when_words: at,
                why: filled(why),
            }))
        }
        IncidentCommand::Hide { .. } if entry.hidden => not_now("this entry is hidden already"),
        IncidentCommand::Hide { why, .. } if why.trim().is_empty() => {
            Err(Refusal::why_missing("hiding an entry"))
        }
        IncidentCommand::Hide { why, .. } => {
            Ok(Event::IncidentEntryHidden(IncidentEntryHidden { incident, entry: record, why: why.clone() }))
        }
        IncidentCommand::Unhide { .. } if !entry.hidden => not_now("this entry is not hidden"),
        IncidentCommand::Unhide { .. } => {
            Ok(Event::IncidentEntryUnhidden(IncidentEntryUnhidden { incident, entry: record }))
        }
        IncidentCommand::Pin { pinned, .. } if *pinned == entry.pinned => {
            not_now(if *pinned { "this entry is pinned already" } else { "this entry is not pinned" })
        }
        IncidentCommand::Pin { pinned, .. } => Ok(Event::IncidentEntryPinned(IncidentEntryPinned {
            incident,
            entry: record,
            pinned: Flag::from(*pinned),
        })),
        _ => not_now("this is no act on an entry"),
    }
}
