//! An incident: header, milestones, runs, timeline.

use decklog_app::query::{EntryView, IncidentSummary, IncidentView, MilestoneView};
use decklog_domain::incident::IncidentKind;
use serde::Serialize;

use super::prose::{one_line, wrap, wrap_after};
use super::{run, times};

/// One line of a list.
pub(crate) fn row(incident: &IncidentSummary) -> String {
    let kind =
        if incident.kind == "real" { String::new() } else { format!("  {}", incident.kind.to_uppercase()) };
    format!(
        "{}  {:<7}  {:<10}  {}  {}{kind}",
        incident.number,
        incident.severity.to_uppercase(),
        incident.state,
        times::second(&incident.declared),
        one_line(&incident.title)
    )
}

/// `INC-2026-014  SEV2  declared`.
fn header(view: &IncidentView) -> String {
    let incident = &view.incident;
    let mut facts =
        vec![incident.number.clone(), word(&incident.severity).to_uppercase(), word(&incident.state)];
    if incident.kind != IncidentKind::Real {
        facts.push(word(&incident.kind).to_uppercase());
    }
    if incident.occurrence > 1 {
        facts.push(format!("occurrence {}", incident.occurrence));
    }
    facts.join("  ")
}

/// The word that a value is on the wire.
fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(Into::into)).unwrap_or_default()
}

/// An incident with everything that is known about it.
pub(crate) fn view(view: &IncidentView) -> String {
    let incident = &view.incident;
    let mut lines = vec![header(view), wrap(&incident.title, 0, 0)];
    lines.push(format!("declared {} by {}", times::second(&incident.declared_at), view.declared_by));
    if let Some(resolution) = &incident.resolution {
        let how = match (&resolution.criteria, &resolution.override_why) {
            (Some(criteria), _) => format!("resolved: {criteria}"),
            (None, Some(why)) => format!("resolved without criteria: {why}"),
            (None, None) => "resolved".into(),
        };
        lines.push(wrap(&how, 0, 2));
    }
    lines.push("\nMILESTONES (UTC)".into());
    let mut holding: Vec<&MilestoneView> =
        view.milestones.iter().filter(|milestone| milestone.holds).collect();
    holding.sort_by_key(|milestone| (milestone.occurrence, &milestone.code));
    lines.extend(holding.into_iter().map(milestone));
    if !view.runs.is_empty() {
        lines.push("\nRUNS".into());
        lines.extend(
            view.runs.iter().map(|summary| format!("  {}  {}", summary.number, run::standing(summary))),
        );
    }
    lines.push("\nTIMELINE (UTC)".into());
    lines.extend(timeline(&view.entries));
    if view.postmortem {
        lines.push(format!("\nA postmortem was drafted: decklog postmortem show {}", incident.number));
    }
    lines.join("\n")
}

fn milestone(milestone: &MilestoneView) -> String {
    let at = milestone.at.as_deref().map_or_else(|| "unknown".into(), times::second);
    let occurrence =
        if milestone.occurrence > 1 { format!(" ({})", milestone.occurrence) } else { String::new() };
    let mut badges = badges(&milestone.precision, milestone.words.as_deref());
    badges.extend(milestone.corrects.as_deref().map(|old| format!("corrects {}", times::second(old))));
    let name = format!("{}{occurrence}", milestone.name);
    let first = format!("  {}  {name:<16}  {at:<20}  ", milestone.code);
    wrap_after(&first, &" ".repeat(46), &format!("{} {}", milestone.by, parentheses(&badges)))
}

/// The entries, with the day where it changes.
fn timeline(entries: &[EntryView]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut day = String::new();
    for entry in entries {
        let at = entry.at.as_deref().unwrap_or(&entry.recorded);
        if times::day(at) != day {
            day = times::day(at);
            lines.push(format!("  {day}"));
        }
        lines.push(line(entry));
    }
    lines
}

fn line(entry: &EntryView) -> String {
    let clock = entry.at.as_deref().map_or_else(|| "unknown".into(), times::clock);
    let plus = entry.t_plus.map(times::t_plus).unwrap_or_default();
    let first = format!("  {clock:<9}  {plus:<8}  {:<9}  ", entry.kind);
    let mut badges = vec![entry.actor.clone()];
    badges.extend(entry.until.as_deref().map(|until| format!("until {}", times::clock(until))));
    badges.extend(self::badges(&entry.precision, entry.words.as_deref()));
    badges.extend(entry.late.clone());
    if entry.first_precision.is_some() {
        let at = entry.first_at.as_deref().map_or_else(|| "unknown".into(), times::second);
        badges.push(format!("time corrected, first {at}"));
    }
    badges.extend(
        entry.first_text.as_ref().map(|text| format!("words corrected, first \u{201c}{text}\u{201d}")),
    );
    badges.extend(entry.why.as_ref().map(|why| format!("corrected because: {why}")));
    badges.extend(entry.hidden.as_ref().map(|why| format!("HIDDEN: {why}")));
    badges.extend(entry.pinned.then(|| "PINNED".into()));
    if entry.undone {
        badges.push("UNDONE".into());
    }
    badges.push(format!("#{}", entry.seq));
    wrap_after(&first, &" ".repeat(first.len()), &format!("{} {}", entry.text, parentheses(&badges)))
}

/// How exactly a time is known, and how it was typed.
fn badges(precision: &str, words: Option<&str>) -> Vec<String> {
    let mut badges = Vec::new();
    if matches!(precision, "about" | "before" | "after" | "day" | "hour" | "unknown") {
        badges.push(format!("time: {precision}"));
    }
    badges.extend(words.map(|words| format!("typed \u{201c}{words}\u{201d}")));
    badges
}

fn parentheses(badges: &[String]) -> String {
    if badges.is_empty() { String::new() } else { format!("({})", badges.join("; ")) }
}

/// The entries that a command just became, below the header; after an undo, which has no entry, the header alone.
pub(crate) fn acknowledged(view: &IncidentView, records: &[&str]) -> String {
    let mut lines = vec![header(view)];
    let fresh = view.entries.iter().filter(|entry| records.contains(&entry.id.as_str()));
    lines.extend(fresh.map(line));
    lines.join("\n")
}
