//! A run: its header, its current step, what is still in force, where it departed from the text.

use decklog_app::query::{PersonView, RunSummary, RunView};
use decklog_domain::run::{StepState, StepStatus};

use super::prose::{labelled, wrap, wrap_after};
use super::{step, times};

/// One line of the list of all runs.
pub(crate) fn row(run: &RunSummary) -> String {
    format!("{}  {:<12}  {}", run.number, run.incident.as_deref().unwrap_or("-"), standing(run))
}

/// How a run stands, since when, and what it follows.
pub(crate) fn standing(run: &RunSummary) -> String {
    let drill = if run.drill { "  DRILL" } else { "" };
    format!("{:<9}  {}{drill}  {}", run.footer, times::second(&run.started), run.title)
}

/// A run and where it stands.
pub(crate) fn view(view: &RunView) -> String {
    let mut parts = vec![header(view), String::new()];
    let current = view.step.as_ref().filter(|_| view.run.end.is_none());
    match (current, &view.run.end) {
        (Some(current), _) => parts.push(step::step(view, current)),
        (None, Some(end)) => {
            let why = end.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
            parts.push(wrap(&format!("{}  {}{why}", end.footer, times::second(&end.at)), 0, 2));
        }
        (None, None) => parts.push(at_the_end(view)),
    }
    parts.extend(in_force(view));
    parts.extend(deferred(view));
    if let Some(current) = current {
        parts.push(format!("\n{}", wrap_after("NEXT  ", "      ", &step::next(view, current))));
    }
    parts.join("\n")
}

fn header(view: &RunView) -> String {
    let run = &view.run;
    let mut facts = vec![view.operator.clone(), format!("since {}", times::second(&run.started))];
    facts.extend(view.incident.clone());
    if run.drill {
        facts.push("DRILL".into());
    }
    format!("{}  {}\n{}", run.number, run.title, facts.join("  "))
}

fn at_the_end(view: &RunView) -> String {
    let number = &view.run.number;
    if let Some(left) = &view.run.left_at {
        let text = format!(
            "This section is at its end. The run left the path at `{}`. Say where to resume: decklog run back {number} \
             {left}; or end it: decklog run stop {number} --why WHY",
            title(view, left)
        );
        return wrap(&text, 0, 0);
    }
    let text = match view.progress.deferred.len() {
        0 => format!("The path is at its end. Call it complete: decklog run complete {number}"),
        _ => "The path is at its end, and deferred steps are open: settle or waive each.".into(),
    };
    wrap(&text, 0, 0)
}

/// Notes that hold until they are cleared; those of the current step stand in its text already.
fn in_force(view: &RunView) -> Vec<String> {
    let here = view.step.as_ref().map(|step| step.id.as_str());
    let notes = view.progress.in_force.iter().filter(|note| Some(note.of.as_str()) != here);
    let mut lines: Vec<String> =
        notes.map(|note| labelled(&note.note.kind.to_uppercase(), &note.note.text)).collect();
    if !lines.is_empty() {
        lines.insert(0, "\nSTILL IN FORCE".into());
    }
    lines
}

fn deferred(view: &RunView) -> Vec<String> {
    let line = |id: &String| wrap(&format!("{} ({id})", title(view, id)), 2, 4);
    let mut lines: Vec<String> = view.progress.deferred.iter().map(line).collect();
    if !lines.is_empty() {
        lines.insert(
            0,
            "\nDEFERRED  settle with `run back RUN STEP`, or `run waive RUN STEP --why WHY`".into(),
        );
    }
    lines
}

/// All steps with what became of them.
pub(crate) fn outline(view: &RunView) -> String {
    let mut lines = vec![header(view)];
    let mut phase = None;
    for (step, state) in view.outline.iter().zip(&view.progress.steps) {
        if phase != Some(&step.section) {
            lines.push(format!("\n{}", step.section.to_uppercase()));
            phase = Some(&step.section);
        }
        lines.push(wrap_after(&format!("  {:<15} ", status(state)), &" ".repeat(18), &step.title));
    }
    lines.join("\n")
}

fn status(state: &StepState) -> String {
    let word = match (state.status, state.outcome) {
        (StepStatus::Current, _) => "> current",
        (StepStatus::Closed, Some(outcome)) => outcome.name(),
        (StepStatus::Closed, None) => "closed",
        (StepStatus::Open, _) => "open",
        (StepStatus::BranchNotTaken, _) => "not taken",
    };
    if state.visits > 1 { format!("{word} x{}", state.visits) } else { word.into() }
}

/// Where the run departed from its text, for the completion call.
pub(crate) fn deviations(view: &RunView, people: &[PersonView]) -> String {
    if view.progress.deviations.is_empty() {
        return "DEVIATIONS  none: every step was done as written".into();
    }
    let mut lines = vec![format!("DEVIATIONS  {}", view.progress.deviations.len())];
    for deviation in &view.progress.deviations {
        let by = people.iter().find(|person| person.id == deviation.by.as_str());
        let by = by.map_or_else(|| deviation.by.to_string(), |person| person.name.clone());
        let settled = deviation.settled.as_ref().map(|settled| format!(", {settled}")).unwrap_or_default();
        let why = deviation.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
        let text = format!("{}: {}{settled}{why} ({by})", deviation.title, deviation.what);
        lines.push(wrap_after(&format!("  {}  ", times::clock(&deviation.when)), "    ", &text));
    }
    lines.join("\n")
}

/// Title of a step by its id.
fn title<'a>(view: &'a RunView, id: &'a str) -> &'a str {
    view.outline.iter().find(|step| step.id == id).map_or(id, |step| &step.title)
}
