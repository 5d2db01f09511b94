//! Runs: what was followed, how each step ended, where people departed from the text.

use super::chapters::{outcome_cell, revision};
use super::words::{both, clock, utc};
use super::{Block, Cell, Fact, Row, Style, Text};
use crate::{Deviation, Reading, Run, Value, Visit};

pub(super) fn blocks(runs: &[Run]) -> Vec<Block> {
    if runs.is_empty() {
        return vec![Block::none("Runbooks")];
    }
    runs.iter().flat_map(one).collect()
}

/// A run in one cell.
pub(super) fn in_short(run: &Run) -> Cell {
    let mut line = vec![Style::Plain.text(format!("{}, {}: ", run.number, run.title)), footer(run)];
    if run.drill {
        line.push(Style::Warn.text(" (drill)"));
    }
    vec![line]
}

fn footer(run: &Run) -> Text {
    match &run.footer {
        Some(footer) if footer == "COMPLETE" => Style::Ok.text(footer),
        Some(footer) => Style::Warn.text(footer),
        None => Style::Warn.text("still open"),
    }
}

fn one(run: &Run) -> Vec<Block> {
    let mut facts = vec![
        Fact { name: "Result", cell: vec![vec![footer(run)]] },
        Fact { name: "Operator", cell: Style::Plain.cell(&run.operator) },
        Fact { name: "Started", cell: both(&run.started) },
    ];
    match &run.ended {
        Some(ended) => facts.push(Fact { name: "Ended", cell: both(ended) }),
        None => facts.push(Fact { name: "Ended", cell: Style::Muted.cell("not ended") }),
    }
    if let Some(why) = &run.stopped_why {
        facts.push(Fact { name: "Stopped because", cell: Style::Plain.cell(why) });
    }
    if run.drill {
        facts.push(Fact { name: "Drill", cell: Style::Warn.cell("practice, outside every count") });
    }
    let text = vec![vec![Style::Plain.text(revision(run))], vec![Style::Code.text(&run.source)]];
    facts.push(Fact { name: "Text followed", cell: text });

    let mut blocks = vec![Block::Heading { text: format!("{}: {}", run.number, run.title) }];
    blocks.push(Block::Facts { facts });
    blocks.push(Block::Label { text: "Deviations".into() });
    blocks.push(match run.deviations.is_empty() {
        true => Block::none("Deviations"),
        false => {
            let rows = run.deviations.iter().map(deviation).collect();
            Block::table(&[("Step", 34), ("What", 42), ("By", 24)], rows)
        }
    });
    if !run.values.is_empty() {
        let row =
            |value: &Value| Row::of(vec![Style::Plain.cell(&value.name), Style::Code.cell(&value.value)]);
        blocks.push(Block::Label { text: "Inputs and values".into() });
        blocks.push(Block::table(&[("Name", 26), ("Value", 74)], run.values.iter().map(row).collect()));
    }
    blocks.push(Block::Label { text: "Steps, in the order they were taken".into() });
    blocks.push(match run.visits.is_empty() {
        true => Block::none("Steps"),
        false => Block::table(&[("Step", 60), ("Outcome", 16), ("By", 24)], visits(&run.visits)),
    });
    for visit in run.visits.iter().filter(|visit| !visit.readings.is_empty()) {
        let number = if visit.visit > 1 { format!(", visit {}", visit.visit) } else { String::new() };
        blocks.push(Block::Label { text: format!("Readings of \u{201c}{}\u{201d}{number}", visit.title) });
        let rows = visit.readings.iter().map(reading).collect();
        blocks.push(Block::table(&[("Time", 18), ("What was read", 58), ("By", 24)], rows));
    }
    for (label, titles) in [("Branches not taken", &run.not_taken), ("Steps not reached", &run.not_reached)] {
        if !titles.is_empty() {
            blocks.push(Block::Label { text: label.into() });
            blocks.push(Block::List { items: titles.clone() });
        }
    }
    blocks
}

fn deviation(deviation: &Deviation) -> Row {
    let mut what = Style::Warn.cell(&deviation.what);
    let why = deviation.why.as_deref().unwrap_or("no reason recorded");
    what.push(vec![Style::Plain.text(why)]);
    if let Some(settled) = &deviation.settled {
        what.push(vec![Style::Muted.text(settled)]);
    }
    let by = vec![vec![Style::Plain.text(&deviation.by)], vec![Style::Muted.text(utc(&deviation.at))]];
    Row::of(vec![titled(&deviation.title, deviation.visit), what, by])
}

fn reading(reading: &Reading) -> Row {
    let value =
        |Value { name, value }: &Value| vec![Style::Muted.text(format!("{name} ")), Style::Code.text(value)];
    let mut read: Cell = reading.values.iter().map(value).collect();
    read.extend(reading.note.as_ref().map(|note| vec![Style::Plain.text(note)]));
    Row::of(vec![both(&reading.at), read, Style::Plain.cell(&reading.by)])
}

fn titled(title: &str, visit: u32) -> Cell {
    let mut line = vec![Style::Strong.text(title)];
    if visit > 1 {
        line.push(Style::Muted.text(format!(" (visit {visit})")));
    }
    vec![line]
}

fn visits(visits: &[Visit]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut phase = "";
    for visit in visits {
        if visit.phase != phase {
            phase = &visit.phase;
            if !phase.is_empty() {
                rows.push(Row::Group { text: phase.into() });
            }
        }
        let by = vec![
            vec![Style::Plain.text(&visit.by)],
            vec![Style::Muted.text(format!("{} to {}", clock(&visit.since), clock(&visit.ended)))],
        ];
        rows.push(Row::of(vec![what(visit), outcome_cell(visit), by]));
    }
    rows
}

fn what(visit: &Visit) -> Cell {
    let mut cell = titled(&visit.title, visit.visit);
    let mut add = |name: &str, style: Style, text: &str| {
        cell.push(vec![Style::Muted.text(format!("{name} ")), style.text(text)]);
    };
    for approval in &visit.approvals {
        let asked = format!("{} asked {} at {}", approval.by, approval.role, clock(&approval.asked));
        add("approval", Style::Plain, &asked);
        for made in &approval.decisions {
            let why = made.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
            let known = made.known.as_ref().map(|known| format!(", {known}")).unwrap_or_default();
            add(
                made.decision.name(),
                Style::Plain,
                &format!("by {} at {}{known}{why}", made.by, clock(&made.at)),
            );
        }
    }
    if let Some(chosen) = &visit.chosen {
        add("chose", Style::Strong, chosen);
    }
    if let Some(saw) = &visit.saw {
        add("saw", Style::Plain, saw);
    }
    if let Some(typed) = &visit.typed {
        add("typed", Style::Code, typed);
    }
    for Value { name, value } in &visit.values {
        add(name, Style::Code, value);
    }
    if let Some(why) = &visit.why {
        add("why", Style::Plain, why);
    }
    for note in &visit.notes {
        add("note", Style::Plain, note);
    }
    for name in &visit.evidence {
        add("attached", Style::Plain, name);
    }
    cell
}
