//! The timeline, day by day.

use decklog_domain::entry::EntryKind;

use super::words::{both_clocks, clock, day, minutes_between, typed, utc};
use super::{Block, Row, Style, Text};
use crate::{Entry, Occurred, Report};

/// From this many minutes on, the time of recording is shown beside the time of happening.
const LATE_MINUTES: i64 = 5;

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    if report.timeline.is_empty() {
        return vec![Block::none("Entries")];
    }
    let lead = format!(
        "What happened, in the order it happened: UTC, and below it the local clock ({}). Where an entry was written down {LATE_MINUTES} minutes or more after the fact, both times are given. What was taken back or corrected stays, struck through; what was hidden is marked.",
        report.zone
    );
    let mut rows = Vec::new();
    let mut last = String::new();
    for entry in &report.timeline {
        let today = entry.occurred.from.as_ref().map_or_else(|| "Time unknown".into(), day);
        if today != last {
            rows.push(Row::Group { text: today.clone() });
            last = today;
        }
        rows.push(row(entry));
    }
    vec![Block::Lead { text: lead }, Block::table(&[("Time", 19), ("What happened", 61), ("By", 20)], rows)]
}

fn row(entry: &Entry) -> Row {
    let style = match (entry.undone, entry.kind) {
        (true, _) => Style::Struck,
        (false, EntryKind::Milestone | EntryKind::Status | EntryKind::Decision) => Style::Strong,
        (false, _) => Style::Plain,
    };
    let mut what = vec![vec![style.text(&entry.text)]];
    what.extend(entry.first_text.as_ref().map(|first| vec![Style::Struck.text(first)]));
    let remarks = remarks(entry);
    if !remarks.is_empty() {
        what.push(remarks);
    }
    let mut by = Style::Plain.cell(&entry.actor);
    by.push(vec![Style::Muted.text(entry.kind.name())]);
    let mut when = both_clocks(&entry.occurred);
    when.extend(typed(&entry.occurred));
    when.extend(entry.first_occurred.as_ref().map(|first| vec![Style::Struck.text(first_time(first))]));
    Row::Cells { anchor: Some(entry.record.clone()), cells: vec![when, what, by] }
}

fn first_time(first: &Occurred) -> String {
    first.from.as_ref().map_or_else(|| "time unknown".into(), utc)
}

/// What there is to say about an entry besides its words, as spans with separators.
fn remarks(entry: &Entry) -> Vec<Text> {
    let mut remarks: Vec<Text> = Vec::new();
    let mut add = |text: Text| {
        if !remarks.is_empty() {
            remarks.push(Style::Muted.text(" \u{b7} "));
        }
        remarks.push(text);
    };
    if entry.undone {
        add(Style::Warn.text("taken back"));
    }
    if let Some(why) = &entry.hidden {
        add(Style::Warn.text(format!("hidden: {why}")));
    }
    if entry.first_text.is_some() || entry.first_occurred.is_some() {
        let why = entry.corrected_why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
        add(Style::Warn.text(format!("corrected{why}")));
    }
    if entry.pinned {
        add(Style::Muted.text("pinned"));
    }
    for badge in &entry.badges {
        add(Style::Warn.text(badge));
    }
    let late = entry.occurred.from.as_ref().and_then(|from| minutes_between(from, &entry.recorded));
    if late.is_none_or(|minutes| minutes.abs() >= LATE_MINUTES) {
        let at =
            if late.is_some_and(|m| m.abs() < 720) { clock(&entry.recorded) } else { utc(&entry.recorded) };
        add(Style::Muted.text(format!("recorded {at}")));
    }
    if let Some(known) = &entry.known {
        add(Style::Muted.text(format!("known {}", utc(known))));
    }
    if let Some(imported) = &entry.imported {
        add(Style::Muted.text(format!("imported {}", utc(imported))));
    }
    remarks
}
