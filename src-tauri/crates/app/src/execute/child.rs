//! A step that calls another runbook: its run is a record of its own.

use std::collections::BTreeMap;

use decklog_domain::run::Parent;
use decklog_domain::{Refusal, RefusalCode};
use decklog_runbook::fill::words;
use decklog_store::{RunRow, RunbookRow, Snapshot};

use super::Writing;
use super::run::{begin, fold};
use crate::command::Basis;
use crate::query::{known_variables, run_values};
use crate::{AppError, names};

/// Starts the runbook that the current step of a run calls, with the values that the step hands over; it belongs to the
/// same incident, and a drill calls drills.
pub(super) fn start(
    writing: &mut Writing<'_, '_>,
    name: &str,
    basis: Option<&Basis>,
) -> Result<(), AppError> {
    let row = names::run(writing.tx, name, writing.year())?;
    let acts = writing.tx.acts(&row.id)?;
    let (run, document) = fold(writing.tx, &acts, name)?;
    let here = run.current.as_ref().map(|current| current.at.clone());
    if let Some(Basis::Step(seen)) = basis
        && here.as_ref() != Some(seen)
    {
        let message = format!("{} has moved on meanwhile; nothing was started", row.number);
        return Err(Refusal::new(RefusalCode::Stale, message).hint("look at the current step").into());
    }
    let step = here.as_ref().and_then(|at| document.step(&at.step));
    let (Some(at), Some(reference)) = (here, step.and_then(|step| step.run.as_ref())) else {
        let message = format!("the current step of {} calls no runbook; nothing was started", row.number);
        return Err(Refusal::new(RefusalCode::NotNow, message).into());
    };
    let below = writing.tx.runs_below(&row.id, &at.step, at.visit)?;
    if let Some(open) = below.iter().find(|child| child.footer.is_none()) {
        let message = format!("{} goes on already; nothing was started", open.number);
        return Err(Refusal::new(RefusalCode::NotNow, message).hint("go on with it").into());
    }
    let runbook = linked(writing.tx, &row.runbook, &reference.path)?;
    no_cycle(writing.tx, &row, &runbook)?;
    let values = run_values(writing.tx, &run)?;
    // What has no value here yet is asked for there.
    let known = known_variables(&document);
    let open = |text: &str| {
        known.iter().any(|name| !values.contains_key(name) && text.contains(&format!("{{{{{name}}}}}")))
    };
    let given = reference.with.iter().filter(|(_, text)| !open(text));
    let inputs: BTreeMap<String, String> =
        given.map(|(name, text)| (name.clone(), words(text, &values))).collect();
    let parent = Parent { run: run.id.clone(), at };
    begin(writing, &runbook, row.incident, row.drill, &inputs, Some(&parent))
}

/// The runbook that a relative link in another one leads to: by its path, else by the file's own name when only one
/// has it, as in a repository that was imported by other paths than it links by.
///
/// # Errors
/// [`RefusalCode::Unknown`] when the library has none, [`RefusalCode::Ambiguous`] when several fit.
pub(crate) fn linked(snapshot: &Snapshot<'_>, from: &str, link: &str) -> Result<RunbookRow, AppError> {
    let all = snapshot.runbooks()?;
    let path = all.iter().find(|row| row.id == from).map(|row| joined(&row.path, link)).unwrap_or_default();
    if let Some(row) = all.iter().find(|row| slashed(&row.path) == path) {
        return Ok(row.clone());
    }
    let mut same: Vec<&RunbookRow> = all.iter().filter(|row| file(&row.path) == file(&path)).collect();
    let hint = "import it, or follow it by hand and say what you did with the step";
    match (same.pop(), same.is_empty()) {
        (Some(row), true) => Ok(row.clone()),
        (None, _) => {
            Err(AppError::unknown(format!("the library has no runbook `{link}`; nothing was started"), hint))
        }
        _ => {
            let message = format!("`{link}` fits several runbooks of the library; nothing was started");
            Err(Refusal::new(RefusalCode::Ambiguous, message).hint(hint).into())
        }
    }
}

/// A runbook that calls itself, through whatever others, would never end.
fn no_cycle(snapshot: &Snapshot<'_>, caller: &RunRow, runbook: &RunbookRow) -> Result<(), AppError> {
    let mut above = Some(caller.clone());
    while let Some(row) = above {
        if row.runbook == runbook.id {
            let message =
                format!("`{}` is what {} follows already; nothing was started", runbook.title, row.number);
            return Err(Refusal::new(RefusalCode::NotNow, message)
                .hint("go back to that run, or follow the step by hand")
                .into());
        }
        above = match &row.parent {
            Some(parent) => snapshot.runs_named(parent)?.pop(),
            None => None,
        };
    }
    Ok(())
}

fn slashed(path: &str) -> String {
    path.replace('\\', "/")
}

fn file(path: &str) -> String {
    slashed(path).rsplit('/').next().unwrap_or_default().to_lowercase()
}

/// The path of `link`, which stands in a file at `from`; what follows a `#` is left out.
fn joined(from: &str, link: &str) -> String {
    let from = slashed(from);
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    let link = slashed(link.split('#').next().unwrap_or_default());
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn a_link_is_read_from_where_it_stands() {
        assert_eq!(
            joined("shipped/playbooks/decide.md", "../runbooks/hotfix.md"),
            "shipped/runbooks/hotfix.md"
        );
        assert_eq!(joined("decide.md", "./hotfix.md#steps"), "hotfix.md");
        assert_eq!(joined("a\\b.md", "c.md"), "a/c.md");
    }
}
