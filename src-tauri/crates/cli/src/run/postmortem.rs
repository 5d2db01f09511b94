//! `decklog postmortem`.

use decklog_app::{AppError, Command};
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
        Postmortem::Edit { incident, section, text, file, draft } => {
            let text = match (text, file) {
                (Some(text), _) => text,
                (None, Some(file)) if file.as_os_str() != "-" => std::fs::read_to_string(&file)
                    .map_err(|error| AppError::File { path: file, message: error.to_string() })?,
                _ => session.standard_input()?,
            };
            let app = session.write()?;
            let draft = match draft {
                Some(draft) => draft,
                None => app.postmortem(&incident)?.draft,
            };
            let command = Command::EditPostmortem {
                incident: incident.clone(),
                section: section.clone(),
                text,
                draft,
                was: None,
            };
            let request = session.request(command);
            let recorded = session.execute(&app, request)?;
            let written = app.postmortem(&incident)?;
            if session.out.json() {
                return Ok(session.out.value(&json!({ "recorded": recorded, "postmortem": written }))?);
            }
            let title = written.sections.iter().find(|found| found.key == section).map(|found| &found.title);
            let title = title.unwrap_or(&section);
            Ok(session.out.line(format!("{}  draft {draft}  {title}: written", written.incident))?)
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
