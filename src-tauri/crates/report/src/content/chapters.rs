//! The cover and the order of the chapters.

use super::words::{both, kind, occurred, outcome, severity, short, state, typed, utc};
use super::{Block, Cell, Chapter, Fact, Figure, Row, Style, people, proof, run, timeline};
use crate::{Decision, Milestone, Postmortem, Report};

pub(super) fn cover(report: &Report) -> Vec<Fact> {
    let incident = &report.incident;
    let mut facts = vec![
        Fact { name: "Severity", cell: vec![vec![severity(incident.severity)]] },
        Fact { name: "State", cell: vec![vec![state(incident.state)]] },
        Fact { name: "Declared", cell: both(&incident.declared) },
        Fact { name: "Declared by", cell: Style::Plain.cell(&incident.declared_by) },
    ];
    if let Some(resolution) = &incident.resolution {
        facts.push(Fact { name: "Resolved", cell: occurred(&resolution.at) });
        facts.push(Fact { name: "Resolved by", cell: Style::Plain.cell(&resolution.by) });
    }
    facts.push(Fact { name: "Workspace", cell: Style::Plain.cell(&report.workspace.name) });
    facts.push(Fact { name: "Made", cell: both(&report.generated) });
    facts
}

pub(super) fn chapters(report: &Report) -> Vec<Chapter> {
    let chapter = |id, title, blocks| Chapter { id, title, blocks };
    let mut chapters = vec![
        chapter("glance", "At a glance", glance(report)),
        chapter("times", "Times", times(report)),
        chapter("people", "People", people::blocks(report)),
        chapter("timeline", "Timeline", timeline::blocks(report)),
        chapter("decisions", "Decisions", decisions(&report.decisions)),
        chapter("runs", "Runbooks followed", run::blocks(&report.runs)),
    ];
    if let Some(postmortem) = &report.postmortem {
        chapters.push(chapter("postmortem", "Postmortem", sections(postmortem)));
    }
    chapters.push(chapter("evidence", "Evidence", proof::evidence(report)));
    chapters.push(chapter("integrity", "Integrity", proof::integrity(report)));
    chapters.push(chapter("history", "History of this report", proof::history(report)));
    chapters
}

fn glance(report: &Report) -> Vec<Block> {
    let incident = &report.incident;
    let mut blocks = Vec::new();
    if let Some(summary) = &incident.summary {
        blocks.push(Block::Plain { text: summary.clone() });
    }
    if !report.spans.is_empty() {
        let figure = |span: &crate::Span| Figure {
            value: span.value.clone(),
            name: span.name.clone(),
            note: span.between.clone(),
        };
        blocks.push(Block::Figures { figures: report.spans.iter().map(figure).collect() });
    }
    let mut facts = vec![
        Fact { name: "Number", cell: Style::Plain.cell(&incident.number) },
        Fact { name: "Title", cell: Style::Plain.cell(&incident.title) },
        Fact { name: "Kind", cell: Style::Plain.cell(kind(incident.kind)) },
        Fact { name: "Severity", cell: vec![vec![severity(incident.severity)]] },
    ];
    facts.push(Fact { name: "Criteria used", cell: or_none(incident.severity_criteria.as_deref()) });
    facts.push(Fact { name: "State", cell: vec![vec![state(incident.state)]] });
    facts.push(Fact { name: "Occurrences", cell: Style::Plain.cell(incident.occurrences.to_string()) });
    facts.push(Fact { name: "Impact", cell: or_none(incident.impact.as_deref()) });
    let resolution = match &incident.resolution {
        None => Style::Muted.cell("not resolved"),
        Some(r) => match (&r.criteria, &r.override_why) {
            (Some(criteria), _) => Style::Plain.cell(format!("{criteria} (confirmed by {})", r.by)),
            (None, Some(why)) => vec![
                vec![Style::Warn.text("resolved without criteria or evidence")],
                vec![Style::Plain.text(format!("{why} (by {})", r.by))],
            ],
            (None, None) => Style::Muted.cell("none recorded"),
        },
    };
    facts.push(Fact { name: "Resolution criteria", cell: resolution });
    if let Some(resolution) = incident.resolution.as_ref().filter(|r| !r.evidence.is_empty()) {
        let names = resolution.evidence.join(", ");
        facts.push(Fact { name: "Shown by", cell: Style::Plain.cell(names) });
    }
    for run in &report.runs {
        facts.push(Fact { name: "Runbook", cell: run::in_short(run) });
    }
    blocks.push(Block::Facts { facts });
    blocks
}

fn or_none(text: Option<&str>) -> Cell {
    text.map_or_else(|| Style::Muted.cell("none recorded"), |text| Style::Plain.cell(text))
}

fn times(report: &Report) -> Vec<Block> {
    if report.milestones.is_empty() {
        return vec![Block::none("Milestones")];
    }
    let lead = format!(
        "Each time is shown in UTC, and below it on the local clock ({}). A corrected time keeps the earlier ones in sight.",
        report.zone
    );
    let occurrences = report.milestones.iter().any(|milestone| milestone.occurrence > 1);
    let rows = report.milestones.iter().map(|milestone| milestone_row(milestone, occurrences)).collect();
    let columns = [("Milestone", 26), ("When", 40), ("Source", 34)];
    vec![Block::Lead { text: lead }, Block::table(&columns, rows)]
}

fn milestone_row(milestone: &Milestone, occurrences: bool) -> Row {
    let mut name = vec![vec![
        Style::Muted.text(format!("{} ", milestone.code.code())),
        Style::Strong.text(milestone.code.name()),
    ]];
    if occurrences {
        name.push(vec![Style::Muted.text(format!("occurrence {}", milestone.occurrence))]);
    }
    let mut when = occurred(&milestone.at);
    when.extend(typed(&milestone.at));
    let mut source = Style::Plain.cell(&milestone.source);
    for earlier in &milestone.corrected_from {
        let time = earlier.from.as_ref().map_or_else(|| "unknown".into(), utc);
        source.push(vec![Style::Warn.text("corrected from "), Style::Struck.text(time)]);
    }
    Row::of(vec![name, when, source])
}

fn decisions(decisions: &[Decision]) -> Vec<Block> {
    if decisions.is_empty() {
        return vec![Block::none("Decisions")];
    }
    let row = |decision: &Decision| {
        let mut what =
            vec![vec![Style::Muted.text(&decision.question)], vec![Style::Strong.text(&decision.chosen)]];
        if let Some(reason) = &decision.reason {
            what.push(vec![Style::Plain.text(reason)]);
        }
        if !decision.rejected.is_empty() {
            let rejected = decision.rejected.join("; ");
            what.push(vec![Style::Muted.text("not chosen: "), Style::Plain.text(rejected)]);
        }
        let mut who = Style::Plain.cell(&decision.by);
        if let Some(place) = &decision.place {
            who.push(vec![Style::Muted.text(place)]);
        }
        Row::of(vec![both(&decision.at), what, who])
    };
    vec![Block::table(&[("When", 26), ("Decision", 54), ("By", 20)], decisions.iter().map(row).collect())]
}

fn sections(postmortem: &Postmortem) -> Vec<Block> {
    let mut blocks = vec![Block::Lead {
        text: format!(
            "{}. Draft {}, from the template {}; state: {}. In each section the facts of the record come first; the words of people follow.",
            postmortem.title, postmortem.draft, postmortem.template, postmortem.state
        ),
    }];
    for section in &postmortem.sections {
        blocks.push(Block::Heading { text: section.title.clone() });
        let parts = [(&section.generated, false), (&section.human, true)];
        let written = parts.iter().filter(|(text, _)| !text.trim().is_empty());
        let before = blocks.len();
        blocks.extend(written.map(|(text, human)| Block::Markdown { text: (*text).clone(), human: *human }));
        if blocks.len() == before {
            blocks.push(Block::Lead { text: "Nothing written yet.".into() });
        }
    }
    blocks
}

/// How a step's visit ended, for tables.
pub(super) fn outcome_cell(visit: &crate::Visit) -> Cell {
    vec![vec![outcome(visit.outcome)]]
}

/// A revision of a runbook, named.
pub(super) fn revision(run: &crate::Run) -> String {
    format!("revision {}, {}", run.revision, short(&run.source))
}
