//! Incidents.

use decklog_domain::entry::EntryKind;
use decklog_domain::event::Recorded;
use decklog_domain::incident::{self, EntryState, Incident, IncidentCommand, IncidentKind, Severity};
use decklog_domain::time::Clock;
use decklog_domain::{Refusal, RefusalCode};
use decklog_store::{IncidentRow, Place, Snapshot};

use super::Writing;
use crate::command::Basis;
use crate::{AppError, names};

pub(super) fn declare(
    writing: &mut Writing<'_, '_>,
    title: &str,
    severity: Severity,
    kind: IncidentKind,
    started: Option<&str>,
) -> Result<(), AppError> {
    writing.context.next_number = writing.tx.next_incident(writing.year())?;
    let event = incident::declare(title, severity, kind, started, &writing.context)?;
    writing.corr = Some(event.subject().1);
    writing.record(&event)
}

pub(super) fn act(
    writing: &mut Writing<'_, '_>,
    name: &str,
    command: &IncidentCommand,
    basis: Option<&Basis>,
) -> Result<(), AppError> {
    let row = names::incident(writing.tx, name, writing.year())?;
    let acts = writing.tx.acts(&row.id)?;
    let incident = folded(&acts, name)?;
    not_stale(&incident, command, basis)?;
    let note;
    let last = match command {
        IncidentCommand::Undo => {
            note = writing.tx.last_note(&row.id, writing.context.actor.as_str())?;
            note.as_ref().into_iter().chain(writing.own_last(&acts)).max_by_key(|act| act.lam)
        }
        _ => None,
    };
    let entry = command.entry().map(|entry| find(writing.tx, &row, entry)).transpose()?;
    let event = incident::decide(&incident, command, last, entry.as_ref(), &writing.context)?;
    writing.corr = Some(row.id);
    writing.record(&event)?;
    Ok(())
}

pub(super) fn capture(
    writing: &mut Writing<'_, '_>,
    name: &str,
    text: &str,
    clock: Clock,
) -> Result<(), AppError> {
    let row = names::incident(writing.tx, name, writing.year())?;
    let incident = folded(&writing.tx.acts(&row.id)?, name)?;
    let notes = incident::capture(&incident, text, clock, &writing.context)?;
    writing.corr = Some(row.id);
    notes.iter().try_for_each(|note| writing.record(note))
}

fn folded(acts: &[Recorded], name: &str) -> Result<Incident, AppError> {
    Incident::fold(acts).ok_or_else(|| {
        AppError::unknown(format!("there is no incident `{name}`"), "see `decklog incident list`")
    })
}

/// An entry of an incident by the id of its record, or by the record's number in the open journal.
fn find(snapshot: &Snapshot<'_>, incident: &IncidentRow, name: &str) -> Result<EntryState, AppError> {
    let id = match name.parse::<u64>() {
        Ok(seq) => {
            let journal = snapshot.journals()?.into_iter().rfind(|journal| !journal.sealed);
            let place = journal.map(|journal| Place { journal: journal.id, seq });
            place.map(|place| snapshot.event(place)).transpose()?.flatten().map(|event| event.record.id)
        }
        Err(_) => Some(name.to_string()),
    };
    let row = id.map(|id| snapshot.entry(&incident.id, &id)).transpose()?.flatten();
    let row = row.ok_or_else(|| {
        let message = format!("{} has no entry `{name}`; nothing was recorded", incident.number);
        AppError::unknown(message, format!("see `decklog incident show {}`", incident.number))
    })?;
    Ok(EntryState {
        record: names::id(&row.record)?,
        is_note: row.kind == EntryKind::Note.name(),
        undone: row.undone_by.is_some(),
        hidden: row.hidden.is_some(),
        pinned: row.pinned,
    })
}

/// Notes, and acts on entries, add and never conflict; everything else must rest on the state that the person saw.
fn not_stale(incident: &Incident, command: &IncidentCommand, basis: Option<&Basis>) -> Result<(), Refusal> {
    let Some(Basis::Lam(lam)) = basis else { return Ok(()) };
    if *lam == incident.lam || matches!(command, IncidentCommand::Note { .. }) || command.entry().is_some() {
        return Ok(());
    }
    let message = format!("{} changed meanwhile; nothing was recorded", incident.number);
    Err(Refusal::new(RefusalCode::Stale, message).hint("look at it and decide again"))
}
