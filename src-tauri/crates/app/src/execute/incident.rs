//! Incidents.

use decklog_domain::incident::{self, Incident, IncidentCommand, IncidentKind, Severity};
use decklog_domain::{Refusal, RefusalCode};

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
    let incident = Incident::fold(&acts).ok_or_else(|| {
        AppError::unknown(format!("there is no incident `{name}`"), "see `decklog incident list`")
    })?;
    not_stale(&incident, command, basis)?;
    let event = match command {
        IncidentCommand::Undo => {
            let note = writing.tx.last_note(&row.id, writing.context.actor.as_str())?;
            let act = writing.own_last(&acts);
            let last = note.as_ref().into_iter().chain(act).max_by_key(|act| act.lam);
            incident::decide(&incident, command, last, &writing.context)?
        }
        _ => incident::decide(&incident, command, None, &writing.context)?,
    };
    writing.corr = Some(row.id);
    writing.record(&event)?;
    Ok(())
}

/// Notes add and never conflict; everything else must rest on the state that the person saw.
fn not_stale(incident: &Incident, command: &IncidentCommand, basis: Option<&Basis>) -> Result<(), Refusal> {
    let Some(Basis::Lam(lam)) = basis else { return Ok(()) };
    if *lam == incident.lam || matches!(command, IncidentCommand::Note { .. }) {
        return Ok(());
    }
    let message = format!("{} changed meanwhile; nothing was recorded", incident.number);
    Err(Refusal::new(RefusalCode::Stale, message).hint("look at it and decide again"))
}
