//! Rules about the file as a whole.

use std::collections::HashSet;

use chrono::{Days, NaiveDate};
use decklog_domain::runbook_text::{Diagnostic, Document, SectionKind};

use super::Subject;
use crate::blocks::{Block, Kind};
use crate::content::one_line;
use crate::diagnose::warning;
use crate::placeholder;
use crate::shell::Shell;

const IMMEDIATE_ACTIONS: usize = 3;

/// Owner, estimate, review.
pub(super) fn front_matter(document: &Document, today: Option<&str>, found: &mut Vec<Diagnostic>) {
    let meta = &document.meta;
    let top = (1, 1);
    if meta.owner.is_none() {
        found.push(warning(
            "no-owner",
            top,
            "Nobody keeps this runbook right.",
            "Add `owner:` to the front matter.",
        ));
    }
    if meta.estimate.is_none() {
        found.push(warning(
            "no-estimate",
            top,
            "It does not say how long it takes.",
            "Add `estimate:` to the front matter, for example `45 min`.",
        ));
    }
    let Some(reviewed) = meta.reviewed.as_deref() else { return };
    let Ok(reviewed) = reviewed.parse::<NaiveDate>() else {
        found.push(warning(
            "front-matter-not-read",
            top,
            format!("`reviewed: {reviewed}` is no day."),
            "Write it as `2026-05-12`.",
        ));
        return;
    };
    let due = meta.review_every_days.and_then(|days| reviewed.checked_add_days(Days::new(days.into())));
    let today = today.and_then(|day| day.parse::<NaiveDate>().ok());
    if let (Some(due), Some(today)) = (due, today)
        && due < today
    {
        found.push(warning(
            "review-overdue",
            top,
            format!("The review was due on {due}."),
            "Read it with somebody who follows it, then set `reviewed:`.",
        ));
    }
}

/// Rollback, Escalate, few immediate actions.
pub(super) fn sections(document: &Document, found: &mut Vec<Diagnostic>) {
    let has = |kind: SectionKind| document.sections.iter().any(|s| s.kind == kind);
    if !has(SectionKind::Rollback) {
        found.push(warning(
            "no-rollback",
            (1, 1),
            "There is no way back.",
            "Add `## Rollback` with at least one step.",
        ));
    }
    if !has(SectionKind::Escalate) {
        found.push(warning(
            "no-escalate",
            (1, 1),
            "It does not say whom to call.",
            "Add `## Escalate` with at least one step.",
        ));
    }
    for (number, section) in
        document.sections.iter().enumerate().filter(|(_, s)| s.kind == SectionKind::Immediate)
    {
        let actions = document.steps.iter().filter(|s| s.section as usize == number).count();
        if actions > IMMEDIATE_ACTIONS {
            found.push(warning(
                "too-many-immediate-actions",
                (section.line, section.end_line),
                format!("{actions} immediate actions are more than anybody does at once."),
                "Keep the three that cannot wait; move the others into a phase.",
            ));
        }
    }
}

/// Boxes are ticked in a run, never in the text.
pub(super) fn ticked_boxes(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for (_, block) in subject.blocks.all(0..subject.blocks.len()) {
        if block.kind == (Kind::Item { task: Some(true) }) {
            let line = subject.source.line(block.range.start);
            found.push(warning(
                "ticked-box",
                (line, line),
                "This box is ticked in the text; a run starts with every box empty.",
                "Write `- [ ]`.",
            ));
        }
    }
}

/// Two headings with the same words: links and records cannot tell them apart.
pub(super) fn headings(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    for (_, block) in subject.blocks.top(0..subject.blocks.len()) {
        if matches!(block.kind, Kind::Heading(2 | 3)) && !seen.insert(one_line(&block.plain).to_lowercase()) {
            let line = subject.source.line(block.range.start);
            found.push(warning(
                "duplicate-heading",
                (line, line),
                format!("There is another heading \"{}\".", one_line(&block.plain)),
                "Give each heading its own words.",
            ));
        }
    }
}

/// `TBD`, `TODO` and `<name>` that somebody meant to fill in.
pub(super) fn placeholders(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for (_, block) in subject.blocks.all(0..subject.blocks.len()) {
        let Some(word) = left(block) else { continue };
        let line = subject.source.line(block.range.start);
        let end = subject.source.end_line(block.range.start, block.range.end);
        found.push(warning(
            "placeholder-left",
            (line, end),
            format!("`{word}` is still to be filled in."),
            "Write what belongs here, or make it an input: `{{name}}`.",
        ));
    }
}

fn left(block: &Block) -> Option<String> {
    match &block.kind {
        Kind::Paragraph | Kind::Heading(_) | Kind::Cell | Kind::Html => {}
        Kind::Fence { info } if Shell::of(info.split_whitespace().next().unwrap_or_default()).is_some() => {}
        _ => return None,
    }
    let unfinished = |word: &&str| matches!(*word, "TBD" | "TODO" | "FIXME");
    let words = block.plain.split(|c: char| !c.is_alphanumeric());
    words.into_iter().find(unfinished).map(str::to_owned).or_else(|| angled(&block.plain))
}

fn angled(text: &str) -> Option<String> {
    text.match_indices('<').find_map(|(at, _)| {
        let name = placeholder::name(&text[at..])?;
        let whole = format!("<{name}>");
        text[at..].starts_with(&whole).then_some(whole)
    })
}
