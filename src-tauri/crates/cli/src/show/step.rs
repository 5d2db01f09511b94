//! The current step: what to do, what one should see, what to write down.

use decklog_app::query::{RunView, StepView};
use decklog_domain::runbook_text::ValueKind;

use super::body::body;
use super::prose::{labelled, wrap};
use super::times;

/// The current step with its place in the run.
pub(crate) fn step(view: &RunView, step: &StepView) -> String {
    let count = view.progress.count;
    let mut place = format!("step {} of {}", count.closed + 1, count.of);
    if step.visit > 1 {
        place.push_str(&format!(", visit {}", step.visit));
    }
    let phase = step.phase.to_uppercase();
    let head = if phase.is_empty() { place } else { format!("{phase}  {place}") };
    let mut parts = vec![head, wrap(&step.title, 0, 0)];
    parts.push("-".repeat(step.title.chars().count().min(80)));
    let text = body(&step.body, &step.commands, &step.tasks);
    if !text.is_empty() {
        parts.push(format!("{text}\n"));
    }
    parts.extend(fields(step));
    parts.join("\n")
}

fn fields(step: &StepView) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(step.role.iter().map(|role| labelled("ROLE", role)));
    if let Some(question) = &step.question {
        lines.push(labelled("DECIDE", question));
        for (i, answer) in step.answers.iter().enumerate() {
            lines.push(labelled("", &format!("{}. {} -> {}", i + 1, answer.label, answer.to.text)));
        }
    }
    lines.extend(wait(step));
    lines.extend(step.shown.iter().map(|(label, text)| labelled(&label.to_uppercase(), text)));
    lines.extend(step.expect.iter().map(|text| labelled("EXPECT", text)));
    lines.extend(step.if_not.iter().map(|text| labelled("IF NOT", &format!("-> {text}"))));
    for field in &step.records {
        lines.push(labelled("RECORD", &format!("{} ({}) {}", field.name, kind(&field.kind), field.prompt)));
    }
    for field in &step.evidence {
        let required = if field.required { " (required)" } else { "" };
        lines.push(labelled("ATTACH", &format!("{}{required}", field.kind)));
    }
    lines
}

/// The window of a step that waits, in clock times.
fn wait(step: &StepView) -> Option<String> {
    let earliest = times::beside(step.earliest.as_ref()?, &step.since);
    let latest =
        step.latest.as_ref().map(|latest| format!(", not after {}", times::beside(latest, &step.since)));
    let since = times::clock(&step.since);
    Some(labelled("WAIT", &format!("since {since}; not before {earliest}{}", latest.unwrap_or_default())))
}

fn kind(kind: &ValueKind) -> String {
    match kind {
        ValueKind::Text => "text".into(),
        ValueKind::Number => "number".into(),
        ValueKind::Percent => "percent".into(),
        ValueKind::Duration => "duration, such as 90s".into(),
        ValueKind::Time => "time, such as 03:10".into(),
        ValueKind::Choice { choices } => format!("one of: {}", choices.join(", ")),
        ValueKind::Url => "address".into(),
        ValueKind::SecretReference => "where the secret is kept, never the secret".into(),
    }
}

/// The command that closes the step as written, with what is still to be filled in.
pub(crate) fn next(run: &str, step: &StepView) -> String {
    let mut command = format!("decklog run done {run}");
    if step.question.is_some() {
        command.push_str(" --choose NUMBER");
    }
    for (i, field) in step.records.iter().enumerate() {
        let flag = if i == 0 { " --set" } else { "" };
        command.push_str(&format!("{flag} {}=VALUE", field.name));
    }
    if step.evidence.iter().any(|field| field.required) {
        command.push_str(" --evidence FILE");
    }
    if step.tasks.iter().any(|task| !task.ticked && !task.optional) {
        command.push_str(" --all");
    }
    if !step.expect.is_empty() {
        command.push_str(" --saw TEXT");
    }
    command
}
