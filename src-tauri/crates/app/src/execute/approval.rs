//! What an approver is asked about: exactly this is frozen with the request.

use std::collections::BTreeMap;

use decklog_domain::run::Run;
use decklog_domain::runbook_text::Document;
use decklog_journal::canonical;
use decklog_runbook::fill;
use decklog_store::StoreError;
use serde_json::json;

use crate::AppError;
use crate::query::known_variables;

/// Canonical JSON `run-step/1` of the current step, when it asks for an approval: the run, the step and its visit, the
/// hash of the runbook's bytes, the commands with their values, and what must be typed when it is dangerous.
///
/// # Errors
/// When it cannot be written as canonical JSON, which the shapes here never meet.
pub(crate) fn content(
    run: &Run,
    document: &Document,
    values: &BTreeMap<String, String>,
) -> Result<Option<Vec<u8>>, AppError> {
    let Some(current) = &run.current else { return Ok(None) };
    let Some(step) = document.step(&current.at.step).filter(|step| step.approval.is_some()) else {
        return Ok(None);
    };
    let known = known_variables(document);
    let commands: Vec<String> =
        step.commands.iter().map(|block| fill::fill(&block.text, &block.lang, values, &known).text).collect();
    let words = |text: &str| fill::words(text, values);
    let mut content = json!({
        "form": "run-step/1",
        "run": run.number,
        "step": step.id,
        "title": words(&step.title),
        "visit": current.at.visit,
        "revision": run.source.0,
        "commands": commands,
    });
    if let Some(danger) = &step.danger {
        content["target"] = danger.target(&words).into();
    }
    let bytes = canonical::to_bytes(&content);
    Ok(Some(bytes.map_err(|error| StoreError::BadRecord(error.to_string()))?))
}
