//! `decklog postmortem`.

use decklog_app::Command;
use serde_json::json;

use crate::args::postmortem::Postmortem;
use crate::failure::Failure;
use crate::session::Session;

pub(super) fn postmortem(session: &mut Session, postmortem: Postmortem) -> Result<(), Failure> {
    match postmortem {
        Postmortem::Draft { incident } => {
            let app = session.write()?;
            let request = session.request(Command::DraftPostmortem { incident: incident.clone() });
            let recorded = session.execute(&app, request)?;
            let drafted = app.postmortem(&incident)?;
            if session.out.json() {
                return Ok(session.out.value(&json!({ "recorded": recorded, "postmortem": drafted }))?);
            }
            session.out.line(format!("{}  draft {}", drafted.incident, drafted.draft))?;
            let sections = drafted.sections.len();
            session.out.message(format!(
                "Drafted from the record: {sections} sections, template {}.\nRead it: decklog postmortem show {}",
                drafted.template, drafted.incident
            ))?;
            Ok(())
        }
        Postmortem::Show { incident } => {
            let drafted = session.read()?.postmortem(&incident)?;
            if session.out.json() {
                return Ok(session.out.value(&drafted)?);
            }
            Ok(session.out.bytes(drafted.markdown().as_bytes())?)
        }
    }
}
