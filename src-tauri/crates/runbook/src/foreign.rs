//! Anybody's Markdown: steps are found by rules, nothing is dropped.
//!
//! [`sections`] divides the file at its headings and says what each part is for, [`steps`] finds where steps begin in
//! those that tell what to do, [`lexicon`] knows the words both rest on, [`class`] judges the whole.

mod class;
mod lexicon;
mod repair;
mod sections;
mod steps;

use std::collections::HashSet;
use std::ops::Range;

use decklog_domain::runbook_text::{Class, Section, SectionKind, Step};

use crate::anchor::{Anchors, slug};
use crate::blocks::Blocks;
use crate::content;
use crate::headings::{Heading, Targets};
use crate::source::{Source, to_u32};
use sections::{Part, Role};

pub(crate) use repair::repair;

/// What a foreign file is made of.
pub(crate) struct Foreign {
    pub(crate) class: Class,
    pub(crate) intro: String,
    pub(crate) sections: Vec<Section>,
    pub(crate) steps: Vec<Step>,
    pub(crate) targets: Targets,
}

/// Where a step begins and what it is called.
pub(crate) struct Start {
    /// Block it begins with: a heading, a list item, a paragraph.
    block: usize,
    /// Plain text that its title is made of.
    words: String,
    /// It is a list item: its mark and indentation are no part of its text.
    item: bool,
    optional: bool,
}

/// Finds sections and steps in the blocks from copy offset `base` on.
pub(crate) fn read(
    source: &Source<'_>,
    blocks: &Blocks,
    headings: &[Heading],
    mut anchors: Anchors,
    base: usize,
    title: &str,
) -> Foreign {
    let parts = sections::divide(source, blocks, headings, base, title);
    let mut starts: Vec<Vec<Start>> = parts.iter().map(|part| steps::find(blocks, part)).collect();
    let class = class::judge(blocks, &parts, starts.iter().map(Vec::len).sum());
    if class != Class::Runbook {
        starts.iter_mut().for_each(Vec::clear);
    }
    let mut foreign = Foreign {
        class,
        intro: String::new(),
        sections: Vec::new(),
        steps: Vec::new(),
        targets: Targets::default(),
    };
    for (part, starts) in parts.iter().zip(&starts) {
        foreign.add(source, blocks, part, starts, &mut anchors);
    }
    let sections: HashSet<&str> = foreign.sections.iter().map(|s| s.id.as_str()).collect();
    for heading in headings {
        let section = sections.get(heading.anchor.as_str()).copied();
        foreign.targets.insert(&heading.anchor, section);
    }
    foreign
}

impl Foreign {
    fn add(
        &mut self,
        source: &Source<'_>,
        blocks: &Blocks,
        part: &Part,
        starts: &[Start],
        anchors: &mut Anchors,
    ) {
        let first = starts.first().map_or(part.blocks.end, |s| s.block);
        let context_end =
            starts.first().map_or(part.end, |s| offset(source, blocks, s.block).max(part.text_start));
        let context = source.slice(part.text_start..context_end).trim_matches('\n').trim_end().to_owned();
        if part.heading.is_none() && starts.is_empty() {
            self.intro = [self.intro.as_str(), &context]
                .into_iter()
                .filter(|t| !t.is_empty())
                .collect::<Vec<_>>()
                .join("\n\n");
            return;
        }
        let number = to_u32(self.sections.len());
        let pseudo = part.heading.is_some() && part.anchor.is_empty();
        self.sections.push(Section {
            id: if pseudo { anchors.anchor(&part.title) } else { part.anchor.clone() },
            title: part.title.clone(),
            kind: match part.role {
                Role::Reference => SectionKind::References,
                _ if starts.is_empty() => SectionKind::Context,
                _ => SectionKind::Phase,
            },
            line: source.line(part.start),
            end_line: source.end_line(part.start, part.end),
            context,
            notes: content::notes(source, blocks, part.blocks.start..first.max(part.blocks.start)),
        });
        for (position, start) in starts.iter().enumerate() {
            let next = starts.get(position + 1);
            let end = next.map_or(part.end, |n| offset(source, blocks, n.block));
            let end_block = next.map_or(part.blocks.end, |n| n.block);
            self.steps.push(step(source, blocks, start, start.block..end_block, end, number, anchors));
        }
    }
}

fn step(
    source: &Source<'_>,
    blocks: &Blocks,
    start: &Start,
    range: Range<usize>,
    end: usize,
    section: u32,
    anchors: &mut Anchors,
) -> Step {
    let begin = offset(source, blocks, start.block);
    let title = content::title(&start.words, "Step");
    let inside = blocks.get(start.block + 1).filter(|_| start.item).map_or(begin, |b| b.range.start);
    let heading = blocks.get(start.block).filter(|b| matches!(b.kind, crate::blocks::Kind::Heading(_)));
    let body = match heading {
        Some(heading) => source.slice(heading.range.end..end).trim_matches('\n').trim_end().to_owned(),
        None => content::item_body(source, inside, end),
    };
    let own = range.start + usize::from(start.item)..range.end;
    Step {
        id: anchors.anchor(&slug(&title)),
        title,
        section,
        line: source.line(begin),
        end_line: source.end_line(begin, end),
        start: to_u32(source.stored(begin)),
        end: to_u32(source.stored(end)),
        body,
        optional: start.optional,
        commands: content::commands(source, blocks, range),
        tasks: content::tasks(source, blocks, own.clone()),
        notes: content::notes(source, blocks, own),
        ..Step::default()
    }
}

/// Start of the line a block begins on.
fn offset(source: &Source<'_>, blocks: &Blocks, block: usize) -> usize {
    blocks.get(block).map_or(source.text.len(), |b| source.line_start(b.range.start))
}
