//! Which headings and items are sections and steps.

use std::ops::Range;

use decklog_domain::runbook_text::{Diagnostic, SectionKind};

use crate::anchor::{Anchors, slug};
use crate::blocks::{Block, Blocks, Kind};
use crate::content;
use crate::diagnose::error;
use crate::headings::{Heading, Targets};
use crate::source::Source;

pub(super) struct Outline {
    /// Text around the title that is in no section.
    intro: [Range<usize>; 2],
    pub(super) sections: Vec<PlannedSection>,
}

pub(super) struct PlannedSection {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) kind: SectionKind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Offset after the heading.
    text_start: usize,
    /// Block of the heading; none for steps that stand before any H2.
    heading: Option<usize>,
    /// Blocks after the heading.
    pub(super) blocks: Range<usize>,
    pub(super) steps: Vec<PlannedStep>,
}

pub(super) struct PlannedStep {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) optional: bool,
    heading: Option<usize>,
    /// Blocks after the heading and its id comment; for an item, its insides.
    pub(super) blocks: Range<usize>,
    pub(super) start: usize,
    pub(super) end: usize,
    /// After the heading and its id comment; for an item, after its mark.
    pub(super) body_start: usize,
}

impl Outline {
    /// The text before the first section, without the title.
    pub(super) fn intro(&self, source: &Source<'_>) -> String {
        let parts = self.intro.clone().map(|range| source.slice(range).trim_matches('\n').trim_end());
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

impl PlannedStep {
    /// A field list may follow only a heading.
    pub(super) fn takes_fields(&self) -> bool {
        self.heading.is_some()
    }

    /// Index of its heading or item.
    fn first_block(&self) -> usize {
        self.heading.unwrap_or(self.blocks.start.saturating_sub(1))
    }
}

impl PlannedSection {
    fn first_block(&self) -> usize {
        self.heading.unwrap_or(self.blocks.start)
    }

    /// A label here looks as if it belonged to a step.
    pub(super) fn holds_steps(&self) -> bool {
        matches!(
            self.kind,
            SectionKind::Phase | SectionKind::Immediate | SectionKind::Rollback | SectionKind::Escalate
        )
    }

    /// The stretches that are no step, as text and as blocks.
    pub(super) fn context(&self, blocks: &Blocks) -> Vec<(Range<usize>, Range<usize>)> {
        let mut parts = Vec::new();
        let (mut text, mut block) = (self.text_start, self.blocks.start);
        for step in &self.steps {
            if step.heading.is_some() && step.heading == self.heading {
                return Vec::new();
            }
            parts.push((text..step.start, block..step.first_block()));
            (text, block) = (step.end, step.blocks.end);
        }
        parts.push((text..self.end, block..self.blocks.end.min(blocks.len())));
        parts
    }
}

/// A task-list item.
pub(super) fn is_task(block: &Block) -> bool {
    matches!(block.kind, Kind::Item { task: Some(_) })
}

struct Planner<'p, 's> {
    source: &'p Source<'s>,
    blocks: &'p Blocks,
    anchors: Anchors,
    template: bool,
    diagnostics: &'p mut Vec<Diagnostic>,
}

/// Divides a file into sections and steps.
pub(super) fn plan(
    source: &Source<'_>,
    blocks: &Blocks,
    headings: &[Heading],
    anchors: Anchors,
    base: usize,
    template: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Outline {
    let outer: Vec<&Heading> = headings.iter().filter(|h| h.outer && h.level <= 3).collect();
    let title = outer.iter().position(|h| h.level == 1).filter(|at| *at == 0);
    let title_range =
        title.and_then(|at| blocks.get(outer[at].block)).map_or(base..base, |b| b.range.clone());
    let body = &outer[title.map_or(0, |at| at + 1)..];
    let mut planner = Planner { source, blocks, anchors, template, diagnostics };
    let mut sections = Vec::new();
    let mut at = 0;
    while let Some(first) = body.get(at) {
        let inner = body[at + 1..].iter().take_while(|h| h.level == 3).count();
        let end_block = body.get(at + 1 + inner).map_or(blocks.len(), |h| h.block);
        // An H3 before any H2 is a step of a phase without a name.
        let (heading, steps) = if first.level == 3 {
            (None, &body[at..=at + inner])
        } else {
            (Some(*first), &body[at + 1..=at + inner])
        };
        sections.push(planner.section(heading, steps, first.block, end_block));
        at += 1 + inner;
    }
    planner.name_items(&mut sections);
    let end = sections.first().map_or(source.text.len(), |s: &PlannedSection| s.start);
    let title_start = source.line_start(title_range.start).max(base);
    Outline { intro: [base..title_start, title_range.end..end], sections }
}

impl Planner<'_, '_> {
    fn section(
        &mut self,
        heading: Option<&Heading>,
        inner: &[&Heading],
        first: usize,
        end_block: usize,
    ) -> PlannedSection {
        let title = heading.map(|h| self.plain(h.block)).unwrap_or_default();
        // The sections of a template are filled in, not followed.
        let kind = if self.template { SectionKind::Context } else { kind_of(&title) };
        let start = self.offset(first);
        let mut section = PlannedSection {
            id: heading.map(|h| h.anchor.clone()).unwrap_or_default(),
            title,
            kind,
            start,
            end: self.offset(end_block),
            text_start: heading.map_or(start, |h| self.end_of(h.block)),
            heading: heading.map(|h| h.block),
            blocks: heading.map_or(first, |h| h.block + 1)..end_block,
            steps: Vec::new(),
        };
        if !section.holds_steps() {
            return section;
        }
        let context_end = inner.first().map_or(end_block, |h| h.block);
        if kind == SectionKind::Immediate {
            section.steps = self.items(section.blocks.start..context_end, section.end);
        }
        for (i, h) in inner.iter().enumerate() {
            let end = inner.get(i + 1).map_or(end_block, |next| next.block);
            let step = self.step(h, end);
            section.steps.push(step);
        }
        if section.steps.is_empty()
            && let Some(heading) = heading
        {
            let step = self.step(heading, end_block);
            section.steps.push(step);
        }
        section
    }

    fn step(&mut self, heading: &Heading, end_block: usize) -> PlannedStep {
        let (title, optional) = content::take_optional(&self.plain(heading.block));
        let mut blocks = heading.block + 1..end_block;
        let mut body_start = self.end_of(heading.block);
        let mut id = heading.anchor.clone();
        if let Some((comment, written)) = self.id_comment(heading.block) {
            blocks.start = comment + 1;
            body_start = self.end_of(comment);
            let usable = written.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
            if usable && self.anchors.take(&written) {
                id = written;
            } else {
                let line = self.source.line(self.offset(comment));
                self.diagnostics.push(error(
                    "id-not-read",
                    (line, line),
                    format!("The id `{written}` is taken or holds other characters than letters, digits, `-`, `_` and `.`; the step is called `{id}`."),
                    "Give the step an id of its own, or remove the comment.",
                ));
            }
        }
        PlannedStep {
            title: content::shorten(if title.is_empty() { &id } else { &title }),
            id,
            optional,
            heading: Some(heading.block),
            blocks,
            start: self.offset(heading.block),
            end: self.offset(end_block),
            body_start,
        }
    }

    /// The task items of a stretch, each a step of its own. Their ids follow when every heading has its own.
    fn items(&self, range: Range<usize>, section_end: usize) -> Vec<PlannedStep> {
        let mut steps: Vec<PlannedStep> = Vec::new();
        for (list, block) in self.blocks.top(range) {
            if !matches!(block.kind, Kind::List { .. }) {
                continue;
            }
            for (item, block) in self.blocks.children(list).filter(|(_, b)| is_task(b)) {
                let plain =
                    self.blocks.children(item).next().map(|(_, b)| b.plain.as_str()).unwrap_or_default();
                let (plain, optional) = content::take_optional(plain);
                let start = self.offset(item);
                steps.push(PlannedStep {
                    id: String::new(),
                    title: content::title(&plain, "Immediate action"),
                    optional,
                    heading: None,
                    blocks: self.blocks.inside(item),
                    start,
                    end: self.lines_end(start, block.range.end, section_end),
                    body_start: self.blocks.get(item + 1).map_or(start, |b| b.range.start),
                });
            }
        }
        steps
    }

    fn name_items(&mut self, sections: &mut [PlannedSection]) {
        for step in sections.iter_mut().flat_map(|s| &mut s.steps).filter(|s| s.heading.is_none()) {
            step.id = self.anchors.anchor(&slug(&step.title));
        }
    }

    /// `<!-- id: x -->` on the line after a heading: its block and the id.
    fn id_comment(&self, heading: usize) -> Option<(usize, String)> {
        let block = self.blocks.get(heading + 1).filter(|b| b.kind == Kind::Html)?;
        let gap = self.source.slice(self.blocks.get(heading)?.range.end..block.range.start);
        let inner = block.plain.trim().strip_prefix("<!--")?.strip_suffix("-->")?.trim();
        let id = inner.strip_prefix("id:")?.trim();
        (gap.matches('\n').count() <= 1 && !id.is_empty()).then(|| (heading + 1, id.to_owned()))
    }

    fn plain(&self, block: usize) -> String {
        self.blocks.get(block).map(|b| content::one_line(&b.plain)).unwrap_or_default()
    }

    /// Start of the line a block begins on; the end of the text for the block after the last.
    fn offset(&self, block: usize) -> usize {
        self.blocks.get(block).map_or(self.source.text.len(), |b| self.source.line_start(b.range.start))
    }

    fn end_of(&self, block: usize) -> usize {
        self.blocks.get(block).map_or(self.source.text.len(), |b| b.range.end)
    }

    /// `end` moved to the end of its last line that holds something.
    fn lines_end(&self, start: usize, end: usize, limit: usize) -> usize {
        let end = start + self.source.slice(start..end).trim_end().len();
        let rest = self.source.slice(end..limit);
        rest.find('\n').map_or(limit, |at| end + at + 1)
    }
}

fn kind_of(title: &str) -> SectionKind {
    match title.to_lowercase().as_str() {
        "inputs" => SectionKind::Inputs,
        "immediate actions" => SectionKind::Immediate,
        "rollback" => SectionKind::Rollback,
        "escalate" => SectionKind::Escalate,
        "references" => SectionKind::References,
        "training" => SectionKind::Training,
        _ => SectionKind::Phase,
    }
}

/// Where links lead: a step's heading to the step, any other heading to what it stands in.
pub(super) fn targets(headings: &[Heading], outline: &Outline) -> Targets {
    let mut targets = Targets::default();
    for heading in headings {
        let section = last_at_or_before(&outline.sections, heading.block, PlannedSection::first_block);
        let step = section
            .and_then(|s| last_at_or_before(&s.steps, heading.block, PlannedStep::first_block))
            .filter(|step| heading.block < step.blocks.end);
        let id = step.map(|s| s.id.as_str()).or(section.map(|s| s.id.as_str()));
        targets.insert(&heading.anchor, id.filter(|id| !id.is_empty()));
    }
    targets
}

fn last_at_or_before<T>(list: &[T], block: usize, first_block: impl Fn(&T) -> usize) -> Option<&T> {
    list.partition_point(|item| first_block(item) <= block).checked_sub(1).and_then(|at| list.get(at))
}
