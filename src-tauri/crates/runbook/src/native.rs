//! The runbook language: files that say `runbook: 1`.

mod fields;
mod inputs;
mod outline;
mod training;
mod values;

use decklog_domain::runbook_text::{Diagnostic, Input, Question, Section, SectionKind, Step};

use crate::anchor::Anchors;
use crate::blocks::Blocks;
use crate::content;
use crate::headings::{Heading, Targets};
use crate::source::{Source, to_u32};
use outline::{PlannedSection, PlannedStep};

/// What the language part of a document is made of.
pub(crate) struct Native {
    pub(crate) intro: String,
    pub(crate) sections: Vec<Section>,
    pub(crate) steps: Vec<Step>,
    pub(crate) inputs: Vec<Input>,
    pub(crate) training: Vec<Question>,
    pub(crate) targets: Targets,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads the blocks of a file from copy offset `base` on. A `template` has sections and no steps.
pub(crate) fn read(
    source: &Source<'_>,
    blocks: &Blocks,
    headings: &[Heading],
    anchors: Anchors,
    base: usize,
    template: bool,
) -> Native {
    let mut diagnostics = Vec::new();
    let outline = outline::plan(source, blocks, headings, anchors, base, template, &mut diagnostics);
    let targets = outline::targets(headings, &outline);
    let mut native = Native {
        intro: outline.intro(source),
        sections: Vec::with_capacity(outline.sections.len()),
        steps: Vec::with_capacity(outline.sections.iter().map(|s| s.steps.len()).sum()),
        inputs: Vec::new(),
        training: Vec::new(),
        targets,
        diagnostics,
    };
    for (number, planned) in outline.sections.iter().enumerate() {
        match planned.kind {
            SectionKind::Inputs => {
                let inputs = inputs::read(source, blocks, planned.blocks.clone(), &mut native.diagnostics);
                native.inputs.extend(inputs);
            }
            SectionKind::Training => {
                native.training.extend(training::read(source, blocks, planned.blocks.clone()))
            }
            _ => {}
        }
        native.sections.push(section(source, blocks, planned, &mut native.diagnostics));
        for step in &planned.steps {
            let step = build(source, blocks, step, to_u32(number), &native.targets, &mut native.diagnostics);
            native.steps.push(step);
        }
    }
    native
}

fn section(
    source: &Source<'_>,
    blocks: &Blocks,
    planned: &PlannedSection,
    diagnostics: &mut Vec<Diagnostic>,
) -> Section {
    let mut context = String::new();
    let mut notes = Vec::new();
    for (text, range) in planned.context(blocks) {
        let part = source.slice(text).trim_matches('\n').trim_end();
        if !part.is_empty() {
            if !context.is_empty() {
                context.push_str("\n\n");
            }
            context.push_str(part);
        }
        notes.extend(content::notes(source, blocks, range.clone()));
        if planned.holds_steps() {
            fields::out_of_place(source, blocks, range, diagnostics);
        }
    }
    Section {
        id: planned.id.clone(),
        title: planned.title.clone(),
        kind: planned.kind,
        line: source.line(planned.start),
        end_line: source.end_line(planned.start, planned.end),
        context,
        notes,
    }
}

fn build(
    source: &Source<'_>,
    blocks: &Blocks,
    planned: &PlannedStep,
    section: u32,
    targets: &Targets,
    diagnostics: &mut Vec<Diagnostic>,
) -> Step {
    let mut step = Step {
        id: planned.id.clone(),
        title: planned.title.clone(),
        section,
        line: source.line(planned.start),
        end_line: source.end_line(planned.start, planned.end),
        start: to_u32(source.stored(planned.start)),
        end: to_u32(source.stored(planned.end)),
        optional: planned.optional,
        ..Step::default()
    };
    let mut rest = planned.blocks.clone();
    let mut taken = Vec::new();
    if planned.takes_fields()
        && let Some((list, _)) = blocks.top(rest.clone()).next()
        && let Some(read) = fields::read(source, blocks, list, targets, &mut step, diagnostics)
    {
        taken = read;
        for (item, _) in blocks.children(list).filter(|(_, item)| outline::is_task(item)) {
            fields::out_of_place(source, blocks, blocks.inside(item), diagnostics);
        }
        rest.start = blocks.inside(list).end;
    }
    fields::out_of_place(source, blocks, rest, diagnostics);
    step.body = if planned.takes_fields() {
        body(source, planned.body_start, planned.end, &taken)
    } else {
        content::item_body(source, planned.body_start, planned.end)
    };
    let all = planned.blocks.clone();
    step.commands = content::commands(source, blocks, all.clone());
    step.tasks = content::tasks(source, blocks, all.clone());
    step.notes = content::notes(source, blocks, all);
    step
}

/// The text of a step without the fields that were read.
fn body(source: &Source<'_>, start: usize, end: usize, taken: &[std::ops::Range<usize>]) -> String {
    let mut text = String::new();
    let mut at = start;
    for range in taken {
        text.push_str(source.slice(at..range.start));
        at = range.end;
    }
    text.push_str(source.slice(at..end));
    text.trim_start_matches(['\n']).trim_end().to_owned()
}
