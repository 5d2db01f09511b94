//! `decklog incident`.

use decklog_app::{Command, Request};
use decklog_domain::incident::IncidentCommand;
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
            act(session, incident, IncidentCommand::Note { text, at }, Vec::new())
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

/// Records an act and shows the line of the timeline that it became.
fn act(
    session: &mut Session,
    incident: String,
    act: IncidentCommand,
    attach: Vec<std::path::PathBuf>,
) -> Result<(), Failure> {
    let app = session.write()?;
    let request = session.request(Command::Incident { incident: incident.clone(), act });
    let recorded = session.execute(&app, Request { attach, ..request })?;
    let view = app.incident(&incident)?;
    if session.out.json() {
        return Ok(session.out.value(&json!({ "recorded": recorded, "incident": view.incident }))?);
    }
    let ids: Vec<&str> = recorded.records.iter().map(|record| record.id.as_str()).collect();
    Ok(session.out.line(show::incident::acknowledged(&view, &ids))?)
}
