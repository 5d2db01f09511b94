//! `decklog incident`.

use decklog_app::{Command, Request};
use decklog_domain::incident::IncidentCommand;
use decklog_domain::time::Clock;
use serde_json::json;

use crate::args::incident::Incident;
use crate::failure::Failure;
use crate::session::Session;
use crate::show;

pub(super) fn incident(session: &mut Session, incident: Incident) -> Result<(), Failure> {
    match incident {
        Incident::Declare { title, severity, started, kind } => {
            let app = session.write()?;
            let request = session.request(Command::DeclareIncident { title, severity, kind, started });
            let recorded = session.execute(&app, request)?;
            let id = recorded.records.first().map(|record| record.subject.clone()).unwrap_or_default();
            let view = app.incident(&id)?;
            if session.out.json() {
                return Ok(session.out.value(&json!({ "recorded": recorded, "incident": view.incident }))?);
            }
            let number = &view.incident.number;
            session.out.line(number)?;
            Ok(session.out.message(format!(
                "Declared. Write down what you see: decklog incident note {number} TEXT\n\
                 Follow a runbook: decklog run start RUNBOOK --incident {number}"
            ))?)
        }
        Incident::List => {
            let rows = session.read()?.incidents()?;
            Ok(session.out.list(&rows, "No incident was declared yet.", show::incident::row)?)
        }
        Incident::Show { incident } => {
            let view = session.read()?.incident(&incident)?;
            if session.out.json() {
                return Ok(session.out.value(&view)?);
            }
            Ok(session.out.line(show::incident::view(&view))?)
        }
        Incident::Note { incident, text, at } => {
            let text = session.text(text)?;
            act(session, incident, IncidentCommand::Note { text, at }, Vec::new())
        }
        Incident::Capture { incident, text, utc } => {
            let text = match text {
                Some(text) => text,
                None => session.standard_input()?,
            };
            let clock = if utc { Clock::Utc } else { Clock::Local };
            let command = Command::Capture { incident: incident.clone(), text, clock };
            carry_out(session, &incident, command, Vec::new())
        }
        Incident::Correct { incident, entry, at, text, why } => {
            act(session, incident, IncidentCommand::Correct { entry, at, text, why }, Vec::new())
        }
        Incident::Hide { incident, entry, why } => {
            act(session, incident, IncidentCommand::Hide { entry, why }, Vec::new())
        }
        Incident::Unhide { incident, entry } => {
            act(session, incident, IncidentCommand::Unhide { entry }, Vec::new())
        }
        Incident::Pin { incident, entry, off } => {
            act(session, incident, IncidentCommand::Pin { entry, pinned: !off }, Vec::new())
        }
        Incident::Milestone { incident, code, at } => {
            act(session, incident, IncidentCommand::Milestone { code, at }, Vec::new())
        }
        Incident::Resolve { incident, criteria, override_why, evidence, at } => {
            act(session, incident, IncidentCommand::Resolve { criteria, override_why, at }, evidence)
        }
        Incident::Reopen { incident, why } => {
            act(session, incident, IncidentCommand::Reopen { why }, Vec::new())
        }
        Incident::Undo { incident } => act(session, incident, IncidentCommand::Undo, Vec::new()),
    }
}

fn act(
    session: &mut Session,
    incident: String,
    act: IncidentCommand,
    attach: Vec<std::path::PathBuf>,
) -> Result<(), Failure> {
    let command = Command::Incident { incident: incident.clone(), act };
    carry_out(session, &incident, command, attach)
}

/// Records a command and shows the lines of the timeline that it became or changed.
fn carry_out(
    session: &mut Session,
    incident: &str,
    command: Command,
    attach: Vec<std::path::PathBuf>,
) -> Result<(), Failure> {
    let app = session.write()?;
    let entry = match &command {
        Command::Incident { act, .. } => act.entry().map(String::from),
        _ => None,
    };
    let undo = matches!(&command, Command::Incident { act: IncidentCommand::Undo, .. });
    let request = session.request(command);
    let recorded = session.execute(&app, Request { attach, ..request })?;
    let view = app.incident(incident)?;
    if session.out.json() {
        return Ok(session.out.value(&json!({ "recorded": recorded, "incident": view.incident }))?);
    }
    if undo {
        session.tell(&app, &recorded)?;
    }
    let mut ids: Vec<&str> = recorded.records.iter().map(|record| record.id.as_str()).collect();
    let named = view
        .entries
        .iter()
        .find(|view| entry.as_ref().is_some_and(|entry| view.id == *entry || view.seq.to_string() == *entry));
    ids.extend(named.map(|entry| entry.id.as_str()));
    Ok(session.out.line(show::incident::acknowledged(&view, &ids))?)
}
