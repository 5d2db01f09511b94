//! The current step: what to do, what one should see, what to write down.

use decklog_app::query::{RunView, StepView};
use decklog_domain::run::ApprovalState;
use decklog_domain::runbook_text::ValueKind;

use super::body::body;
use super::prose::{labelled, one_line, wrap, wrap_after};
use super::times;

/// What comes before the text, because it decides whether one may begin.
const FIRST: &str = "Danger";

/// The current step with its place in the run.
pub(crate) fn step(view: &RunView, step: &StepView) -> String {
    let count = view.progress.count;
    let mut place = format!("step {} of {}", count.closed + 1, count.of);
    if step.visit > 1 {
        place.push_str(&format!(", visit {}", step.visit));
    }
    let phase = step.phase.to_uppercase();
    let head = if phase.is_empty() { place } else { format!("{phase}  {place}") };
    let line = "-".repeat(step.title.chars().count().min(80));
    let mut parts = vec![format!("{head}\n{}\n{line}", wrap(&step.title, 0, 0))];
    let (first, later): (Vec<_>, Vec<_>) = step.shown.iter().partition(|(label, _)| label == FIRST);
    let text = body(&step.body, &step.commands, &step.tasks);
    // An item of a list is its own title.
    let repeats = one_line(&text) == one_line(&step.title);
    let before: Vec<String> = labels(&first).into_iter().chain(approval(step)).collect();
    parts.extend((!before.is_empty()).then(|| before.join("\n")));
    parts.extend((!text.is_empty() && !repeats).then_some(text));
    let fields = fields(view, step, &later);
    parts.extend((!fields.is_empty()).then(|| fields.join("\n")));
    // The text stands below its title without a gap, everything else is parted.
    let gap = if parts.len() > 1 { parts.remove(0) + "\n" } else { parts.remove(0) };
    format!("{gap}{}", parts.join("\n\n"))
}

fn labels(shown: &[&(String, String)]) -> Vec<String> {
    shown.iter().map(|(label, text)| labelled(&label.to_uppercase(), text)).collect()
}

fn fields(view: &RunView, step: &StepView, shown: &[&(String, String)]) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(step.role.iter().map(|role| labelled("ROLE", role)));
    if let Some(question) = &step.question {
        lines.push(labelled("DECIDE", question));
        for (i, answer) in step.answers.iter().enumerate() {
            let number = format!("{:12}{}. ", "", i + 1);
            lines.push(wrap_after(
                &number,
                &" ".repeat(15),
                &format!("{} -> {}", answer.label, answer.to.text),
            ));
        }
    }
    lines.extend(wait(step));
    lines.extend(readings(step));
    lines.extend(child(view, step));
    lines.extend(labels(shown));
    lines.extend(step.expect.iter().map(|text| labelled("EXPECT", text)));
    lines.extend(step.if_not.iter().map(|text| labelled("IF NOT", &format!("-> {text}"))));
    for field in &step.records {
        lines.push(labelled("RECORD", &format!("{} ({}) {}", field.name, kind(&field.kind), field.prompt)));
    }
    for field in &step.evidence {
        let required = match (field.required, attached(view)) {
            (true, 0) => " (required)".into(),
            (_, 0) => String::new(),
            (_, n) => format!(", {n} attached"),
        };
        lines.push(labelled("ATTACH", &format!("{}{required}", field.kind)));
    }
    lines.extend(step.confirm.iter().map(|target| labelled("CONFIRM", &format!("type {target}"))));
    lines
}

/// Evidence attached to this visit so far.
fn attached(view: &RunView) -> u32 {
    view.run.current.as_ref().map_or(0, |current| current.evidence)
}

/// The approval that the step needs, and where it stands.
fn approval(step: &StepView) -> Vec<String> {
    let Some(approval) = &step.approval else { return Vec::new() };
    let not = if approval.not_operator { ", not the operator" } else { "" };
    let count = if approval.count > 1 { format!(", {} people", approval.count) } else { String::new() };
    let state = match approval.state {
        None => "not asked for: decklog run ask",
        Some(ApprovalState::Open) => "asked for; the approver decides: decklog --actor HANDLE run approve",
        Some(ApprovalState::Approved) => "approved",
        Some(ApprovalState::Denied) => "denied; ask again: decklog run ask",
        Some(ApprovalState::ChangesRequested) => "changes requested; ask again: decklog run ask",
        Some(ApprovalState::Superseded) => "changed since it was asked for; ask again: decklog run ask",
    };
    let mut lines = vec![labelled("APPROVAL", &format!("{}{not}{count}: {state}", approval.role))];
    if let (Some(ApprovalState::Open), Some(timeout), Some(to)) =
        (approval.state, &approval.timeout, &approval.timeout_to)
    {
        let at = times::beside(timeout, &step.since);
        lines.push(labelled("", &format!("after {at}: decklog run timeout -> {}", to.text)));
    }
    for made in &approval.decisions {
        let why = made.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
        let known = made.known.as_ref().map(|known| format!(" ({known})")).unwrap_or_default();
        let text =
            format!("{} by {}, {}{known}{why}", made.decision.name(), made.by, times::clock(&made.when));
        lines.push(labelled("", &text));
    }
    lines
}

/// The runbook that the step calls, and what became of it.
fn child(view: &RunView, step: &StepView) -> Vec<String> {
    let Some(child) = &step.child else { return Vec::new() };
    let with: Vec<String> = child.with.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let with = if with.is_empty() { String::new() } else { format!(" with {}", with.join(" ")) };
    let how = match (&child.problem, child.runs.is_empty()) {
        (Some(problem), _) => format!(": {problem}"),
        (None, true) => format!(": decklog run child {}", view.run.number),
        _ => String::new(),
    };
    let mut lines = vec![labelled("RUN", &format!("{}{with}{how}", child.title))];
    lines.extend(child.runs.iter().map(|run| labelled("", &format!("{}  {}", run.number, run.footer))));
    lines
}

/// What is read during an observation, and what was.
fn readings(step: &StepView) -> Vec<String> {
    let Some(reading) = &step.reading else { return Vec::new() };
    let names: Vec<String> =
        reading.fields.iter().map(|field| format!("{} ({})", field.name, kind(&field.kind))).collect();
    let wanted = reading.wanted.map(|wanted| format!(" of {wanted}")).unwrap_or_default();
    let due = times::beside(&reading.due, &step.since);
    let text = format!("{}; {}{wanted} taken, the next one at {due}", names.join(", "), reading.taken.len());
    let mut lines = vec![labelled("READ", &text)];
    for taken in &reading.taken {
        let values: Vec<String> =
            taken.values.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        let note = taken.note.as_ref().map(|note| format!("; {note}")).unwrap_or_default();
        lines.push(labelled("", &format!("{}  {}{note}", times::clock(&taken.when), values.join(", "))));
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
pub(crate) fn next(view: &RunView, step: &StepView) -> String {
    let mut command = format!("decklog run done {}", view.run.number);
    if step.question.is_some() {
        command.push_str(" --choose NUMBER");
    }
    for (i, field) in step.records.iter().enumerate() {
        let flag = if i == 0 { " --set" } else { "" };
        command.push_str(&format!("{flag} {}=VALUE", field.name));
    }
    if attached(view) == 0 && step.evidence.iter().any(|field| field.required) {
        command.push_str(" --evidence FILE");
    }
    if step.tasks.iter().any(|task| !task.ticked && !task.optional) {
        command.push_str(" --all");
    }
    if step.confirm.is_some() {
        command.push_str(" --confirm TARGET");
    }
    if !step.expect.is_empty() {
        command.push_str(" --saw TEXT");
    }
    command
}
