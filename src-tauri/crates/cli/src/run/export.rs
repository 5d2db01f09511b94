//! `decklog export`, `verify`, `demo`: what leaves the workspace, and whether it holds.

use std::path::Path;

use decklog_app::{Demo, ExportFormat, ExportRequest, Exported, VerdictOutcome};

use crate::args::export::Export;
use crate::args::values;
use crate::failure::Failure;
use crate::out::Out;
use crate::session::Session;
use crate::show::prose;

pub(super) fn export(session: &mut Session, export: Export) -> Result<(), Failure> {
    let format = match export.format {
        Some(format) => format,
        None => format_of(&export.out)?,
    };
    let app = session.write()?;
    let exported = app.export(&ExportRequest {
        incident: export.incident,
        format,
        out: export.out,
        why: export.why,
        actor: session.actor(),
    })?;
    if session.out.json() {
        return Ok(session.out.value(&exported)?);
    }
    file(&mut session.out, &exported)?;
    if !exported.recorded {
        session.out.message("The workspace takes no writes: this export is not in its journal.")?;
    }
    Ok(())
}

/// The format that a file's name asks for: a bundle for `.zip` and for a name without ending.
fn format_of(path: &Path) -> Result<ExportFormat, Failure> {
    let Some(ending) = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()) else {
        return Ok(ExportFormat::Bundle);
    };
    if ending == "zip" {
        return Ok(ExportFormat::Bundle);
    }
    values::wire(&ending).map_err(|_| {
        let message = format!("`.{ending}` names no format of an export; nothing was written");
        Failure::Usage(message, "end the name in .zip, .pdf, .html, .md or .json, or give --format")
    })
}

fn file(out: &mut Out, exported: &Exported) -> std::io::Result<()> {
    out.line(exported.path.to_string_lossy())?;
    out.line(format!("  {} bytes, sha256 {}", exported.size, exported.sha256))?;
    if exported.unmapped > 0 {
        let characters = prose::count(exported.unmapped, "character");
        out.line(format!("  {characters} that no font has, printed as [U+…]"))?;
    }
    match &exported.verdict {
        Some(verdict) => out.line(format!("  {}", verdict.conclusion)),
        None => Ok(()),
    }
}

pub(super) fn verify(session: &mut Session, bundle: &Path) -> Result<(), Failure> {
    let verdict = decklog_app::verify_bundle(bundle)?;
    if session.out.json() {
        session.out.value(&verdict)?;
    } else {
        session.out.line(verdict.to_string())?;
    }
    match verdict.outcome {
        VerdictOutcome::Pass => Ok(()),
        VerdictOutcome::Fail => Err(Failure::Findings),
    }
}

pub(super) fn demo(session: &mut Session, folder: &Path) -> Result<(), Failure> {
    let demo = decklog_app::demo(folder)?;
    if session.out.json() {
        return Ok(session.out.value(&demo)?);
    }
    let Demo { workspace, incident, records, bundle, pdf, html } = &demo;
    let workspace = workspace.to_string_lossy();
    session.out.line(&workspace)?;
    session.out.line(format!("  {incident}, {records} records"))?;
    [bundle, pdf, html].into_iter().try_for_each(|exported| file(&mut session.out, exported))?;
    let bundle = bundle.path.to_string_lossy();
    Ok(session.out.message(format!(
        "Look at it:  decklog incident show {incident} --workspace {workspace}\n\
         Check it:    decklog verify {bundle}"
    ))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_a_name_tells_the_format() {
        let named = |name: &str| format_of(Path::new(name)).ok();
        assert_eq!(named("a/report.PDF"), Some(ExportFormat::Pdf));
        assert_eq!(named("report.md"), Some(ExportFormat::Md));
        assert_eq!(named("tour.ZIP"), Some(ExportFormat::Bundle));
        assert_eq!(named("a.b/tour"), Some(ExportFormat::Bundle));
        assert_eq!(named("report.docx"), None, "a ZIP under the name of a document");
    }
}
