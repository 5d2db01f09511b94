//! What may be done to an incident, and what becomes of it.

use super::entry::{EntryState, revise};
use super::{Incident, IncidentCommand, IncidentKind, IncidentState, MilestoneCode, Severity};
use crate::event::{
    Event, IncidentDeclared, IncidentMilestoneSet, IncidentNoteAdded, IncidentReopened, IncidentResolved,
    IncidentUndone, Recorded,
};
use crate::time::{self, Clock, When};
use crate::{Context, Refusal, RefusalCode};

/// Decides to declare an incident by its title alone; everything else may come later.
pub fn declare(
    title: &str,
    severity: Severity,
    kind: IncidentKind,
    started: Option<&str>,
    context: &Context,
) -> Result<Event, Refusal> {
    let title = title.trim();
    if title.is_empty() {
        return Err(Refusal::new(RefusalCode::Missing, "an incident needs a title; nothing was declared")
            .hint("say in one line what is wrong"));
    }
    let when = started.map(|words| time::parse(words, context.now, context.zone)).transpose()?;
    Ok(Event::IncidentDeclared(IncidentDeclared {
        incident: context.new_id.clone(),
        number: context.number("INC"),
        kind,
        severity,
        started: when,
        title: title.into(),
        started_words: started.map(Into::into),
    }))
}

/// Decides a command on an incident.
///
/// `last` is the actor's last act on it that still holds, notes included: what `Undo` would take back. `entry` is the
/// one that the command names, if it names one.
pub fn decide(
    incident: &Incident,
    command: &IncidentCommand,
    last: Option<&Recorded>,
    entry: Option<&EntryState>,
    context: &Context,
) -> Result<Event, Refusal> {
    match command {
        IncidentCommand::Note { text, at } => note(incident, text, at.as_deref(), context),
        IncidentCommand::Milestone { code, at } => milestone(incident, *code, at, context),
        IncidentCommand::Resolve { criteria, override_why, at } => {
            resolve(incident, filled(criteria), filled(override_why), at.as_deref(), context)
        }
        IncidentCommand::Reopen { why } => reopen(incident, why),
        IncidentCommand::Undo => undo(incident, last),
        IncidentCommand::Correct { .. }
        | IncidentCommand::Hide { .. }
        | IncidentCommand::Unhide { .. }
        | IncidentCommand::Pin { .. } => match entry {
            Some(entry) => revise(incident, command, entry, context),
            None => Err(Refusal::new(
                RefusalCode::Unknown,
                format!("{} has no such entry; nothing was recorded", incident.number),
            )),
        },
    }
}

/// Decides to record lines of a text as notes, each with its own time. Empty lines are left out.
///
/// # Errors
/// When there is no line, or one cannot be recorded: its number stands in the message, and none is recorded.
pub fn capture(
    incident: &Incident,
    text: &str,
    clock: Clock,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let zone = clock.zone(context.zone);
    let mut notes = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let captured = time::capture(line, context.now, zone).map_err(|refusal| Refusal {
            message: format!("line {}: {}; nothing was recorded", index + 1, refusal.message),
            ..refusal
        })?;
        notes.push(Event::IncidentNoteAdded(IncidentNoteAdded {
            incident: incident.id.clone(),
            when: captured.when.unwrap_or_else(|| When::now(context.now)),
            text: captured.text,
            when_words: captured.words,
        }));
    }
    if notes.is_empty() {
        return Err(Refusal::new(RefusalCode::Missing, "an empty note was not recorded"));
    }
    Ok(notes)
}

fn note(incident: &Incident, text: &str, at: Option<&str>, context: &Context) -> Result<Event, Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::new(RefusalCode::Missing, "an empty note was not recorded"));
    }
    Ok(Event::IncidentNoteAdded(IncidentNoteAdded {
        incident: incident.id.clone(),
        when: when(at, context)?,
        text: text.into(),
        when_words: at.map(Into::into),
    }))
}

fn milestone(
    incident: &Incident,
    code: MilestoneCode,
    at: &str,
    context: &Context,
) -> Result<Event, Refusal> {
    let current = incident.milestone(code, incident.occurrence);
    let own_command = matches!(code, MilestoneCode::Declared | MilestoneCode::Resolved);
    if own_command && current.is_none() {
        let message = format!("`{}` is set by its own command; this one corrects its time", code.name());
        return Err(Refusal::new(RefusalCode::NotNow, message).hint(match code {
            MilestoneCode::Resolved => "resolve the incident first",
            _ => "a reopened incident keeps the declaration of its first occurrence",
        }));
    }
    Ok(Event::IncidentMilestoneSet(IncidentMilestoneSet {
        incident: incident.id.clone(),
        occurrence: incident.occurrence,
        code,
        when: when(Some(at), context)?,
        supersedes: current.map(|m| m.record.clone()),
        when_words: Some(at.into()),
    }))
}

fn resolve(
    incident: &Incident,
    criteria: Option<String>,
    override_why: Option<String>,
    at: Option<&str>,
    context: &Context,
) -> Result<Event, Refusal> {
    if incident.state == IncidentState::Resolved {
        let message = format!("{} is resolved already; nothing was recorded", incident.number);
        return Err(
            Refusal::new(RefusalCode::NotNow, message).hint("correct its time with `milestone … resolved`")
        );
    }
    if criteria.is_none() && override_why.is_none() {
        return Err(Refusal::new(
            RefusalCode::Missing,
            "resolving asks by which criteria operation is normal again",
        )
        .hint("give --criteria, or --override with the reason for resolving without"));
    }
    Ok(Event::IncidentResolved(IncidentResolved {
        incident: incident.id.clone(),
        occurrence: incident.occurrence,
        when: when(at, context)?,
        criteria,
        override_why,
        when_words: at.map(Into::into),
        evidence: context.evidence.clone(),
    }))
}

fn reopen(incident: &Incident, why: &str) -> Result<Event, Refusal> {
    if incident.state != IncidentState::Resolved {
        let message = format!("{} is not resolved; there is nothing to reopen", incident.number);
        return Err(Refusal::new(RefusalCode::NotNow, message));
    }
    if why.trim().is_empty() {
        return Err(Refusal::why_missing("reopening"));
    }
    let (incident, occurrence) = (incident.id.clone(), incident.occurrence + 1);
    Ok(Event::IncidentReopened(IncidentReopened { incident, occurrence, why: why.into() }))
}

fn undo(incident: &Incident, last: Option<&Recorded>) -> Result<Event, Refusal> {
    let refuse = |message: String| Err(Refusal::new(RefusalCode::CannotUndo, message));
    let Some(last) = last else { return refuse(format!("you have nothing to undo in {}", incident.number)) };
    match last.event {
        // Nothing rests on these: an entry is always what its acts in force make of it.
        Event::IncidentNoteAdded(_)
        | Event::IncidentEntryCorrected(_)
        | Event::IncidentEntryHidden(_)
        | Event::IncidentEntryUnhidden(_)
        | Event::IncidentEntryPinned(_) => {}
        Event::IncidentDeclared(_) => {
            return refuse("a declaration has no undo; resolve it, saying why".into());
        }
        _ if last.id != incident.last_act => return refuse("a later record rests on your last act".into()),
        _ => {}
    }
    Ok(Event::IncidentUndone(IncidentUndone { incident: incident.id.clone(), of: last.id.clone() }))
}

pub(super) fn when(words: Option<&str>, context: &Context) -> Result<When, Refusal> {
    match words {
        Some(words) => time::parse(words, context.now, context.zone),
        None => Ok(When::now(context.now)),
    }
}

pub(super) fn filled(words: &Option<String>) -> Option<String> {
    words.as_ref().filter(|words| !words.trim().is_empty()).cloned()
}
