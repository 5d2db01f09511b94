//! `decklog search`, `backup`, `doctor`: the workspace as a whole.

use std::path::Path;

use decklog_app::Finding;
use serde_json::json;

use crate::failure::Failure;
use crate::session::Session;
use crate::show::prose;

pub(super) fn search(session: &mut Session, words: &str, limit: u32) -> Result<(), Failure> {
    let found = session.read()?.search(words, limit)?;
    Ok(session.out.list(&found, "Nothing holds all of these words.", |hit| {
        let head = format!("{:<10}  {:<14}  {}", hit.kind, hit.name, hit.title);
        let snippet = prose::one_line(&hit.snippet);
        if snippet.is_empty() || snippet == hit.title {
            return head;
        }
        format!("{head}\n{}", prose::wrap(&snippet, 12, 12))
    })?)
}

pub(super) fn backup(session: &mut Session, file: &Path) -> Result<(), Failure> {
    let app = session.read()?;
    app.backup(file)?;
    if session.out.json() {
        return Ok(session
            .out
            .value(&json!({ "path": file.to_string_lossy(), "records": app.about()?.records }))?);
    }
    session.out.line(file.to_string_lossy())?;
    Ok(session.out.message(format!("Copied and checked: {} records.", app.about()?.records))?)
}

pub(super) fn doctor(session: &mut Session) -> Result<(), Failure> {
    // Opened as for recording, which is how one learns that nothing can be recorded; a replay without its clock, and
    // whatever else only refuses to be written, is looked at all the same.
    let (app, refused) = match session.write() {
        Ok(app) => (app, None),
        Err(refused) => (session.read()?, refused.problem()),
    };
    let mut findings = app.doctor()?;
    findings.extend(refused.map(|problem| Finding {
        wrong: false,
        what: format!("nothing can be recorded as it was opened now: {}", problem.message),
        mend: problem.hint.unwrap_or_else(|| "see the reason".into()),
    }));
    if findings.is_empty() {
        let records = app.about()?.records;
        session.out.message(format!("Nothing is wrong: {records} records, journal and lists agree."))?;
    }
    for finding in &findings {
        if session.out.json() {
            let row = json!({ "wrong": finding.wrong, "what": finding.what, "mend": finding.mend });
            session.out.value(&row)?;
        } else {
            let word = if finding.wrong { "wrong" } else { "note " };
            session.out.line(format!("{word}  {}\n       to mend: {}", finding.what, finding.mend))?;
        }
    }
    if findings.iter().any(|finding| finding.wrong) { Err(Failure::Findings) } else { Ok(()) }
}
