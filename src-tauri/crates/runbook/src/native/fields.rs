//! The field list directly after a step's heading.

use std::ops::Range;

use decklog_domain::runbook_text::{Answer, Diagnostic, Pointer, Step};

use super::outline::is_task;
use super::values::{self, Value};
use crate::blocks::{Block, Blocks, Kind, Span, SpanKind};
use crate::content::one_line;
use crate::diagnose::error;
use crate::headings::Targets;
use crate::source::Source;

/// The reserved words. Anything else in bold is an answer or an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Role,
    Decision,
    Approval,
    ApprovalTimeout,
    Wait,
    Reading,
    ProceedWhen,
    AbortWhen,
    Expect,
    IfNot,
    Record,
    Evidence,
    Run,
    Tell,
    Then,
    DeferTo,
    Gate,
    Clears,
    Danger,
}

const LABELS: [(&str, Label); 19] = [
    ("Role", Label::Role),
    ("Decision", Label::Decision),
    ("Approval", Label::Approval),
    ("Approval timeout", Label::ApprovalTimeout),
    ("Wait", Label::Wait),
    ("Reading", Label::Reading),
    ("Proceed when", Label::ProceedWhen),
    ("Abort when", Label::AbortWhen),
    ("Expect", Label::Expect),
    ("If not", Label::IfNot),
    ("Record", Label::Record),
    ("Evidence", Label::Evidence),
    ("Run", Label::Run),
    ("Tell", Label::Tell),
    ("Then", Label::Then),
    ("Defer to", Label::DeferTo),
    ("Gate", Label::Gate),
    ("Clears", Label::Clears),
    ("Danger", Label::Danger),
];

fn reserved(word: &str) -> Option<Label> {
    LABELS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, label)| *label)
}

fn nearest(word: &str) -> &'static str {
    let word = word.to_lowercase();
    let distance = |name: &str| strsim::levenshtein(&word, &name.to_lowercase());
    LABELS.iter().map(|(name, _)| *name).min_by_key(|name| distance(name)).unwrap_or("Role")
}

/// The bold words at the start of a paragraph or of one of its lines.
struct Lead<'b> {
    word: String,
    span: &'b Span,
    colon: bool,
}

fn lead<'b>(source: &Source<'_>, block: &'b Block, span: &'b Span) -> Lead<'b> {
    let text = one_line(block.span_text(span));
    let inside = text.strip_suffix(':').map(|word| word.trim_end().to_owned());
    let outside = source.slice(span.range.end..block.range.end).trim_start_matches(' ').starts_with(':');
    Lead { colon: inside.is_some() || outside, word: inside.unwrap_or(text), span }
}

fn leading_bold<'b>(source: &Source<'_>, block: &'b Block) -> Option<Lead<'b>> {
    let first = |span: &&Span| span.kind == SpanKind::Strong && span.first_on_line && span.text.start == 0;
    block.spans.iter().find(first).map(|span| lead(source, block, span))
}

/// Reads the list at `list` into `step` when it is a field list; returns the text ranges of the items that were read.
pub(super) fn read(
    source: &Source<'_>,
    blocks: &Blocks,
    list: usize,
    targets: &Targets,
    step: &mut Step,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<Range<usize>>> {
    blocks.get(list).filter(|b| matches!(b.kind, Kind::List { .. }))?;
    let first_text = |item: usize| blocks.children(item).next().map(|(_, block)| block);
    let labelled = |item: usize| {
        let lead = first_text(item).and_then(|block| leading_bold(source, block));
        lead.is_some_and(|lead| reserved(&lead.word).is_some())
    };
    let items: Vec<(usize, &Block)> = blocks.children(list).collect();
    if !items.iter().any(|(item, block)| !is_task(block) && labelled(*item)) {
        return None;
    }
    let mut reader =
        FieldList { source, targets, step, seen: Vec::new(), decision: None, unread: Vec::new() };
    let mut taken = Vec::new();
    for (position, (item, block)) in items.iter().enumerate() {
        if is_task(block) {
            continue;
        }
        let start = source.line_start(block.range.start);
        let end =
            items.get(position + 1).map_or(block.range.end, |(_, next)| source.line_start(next.range.start));
        let one_paragraph = blocks.inside(*item).len() == 1;
        match first_text(*item).filter(|_| one_paragraph) {
            Some(text) => reader.item(text, start..end, &mut taken),
            None => reader.refuse(start..end, "only one paragraph can be read here".to_owned()),
        }
    }
    reader.close(&mut taken);
    let unread = std::mem::take(&mut reader.unread);
    for (range, why) in unread {
        let text = one_line(source.slice(range.clone()));
        let lines = (source.line(range.start), source.end_line(range.start, range.end));
        diagnostics.push(error(
            "field-not-read",
            lines,
            format!("This field is not read: {why}. It is kept as text."),
            "Write `- **Label:** value` with one of the reserved labels, or move the text below the list.",
        ));
        step.unread.push(text);
    }
    taken.sort_by_key(|range| range.start);
    Some(taken)
}

struct FieldList<'f, 's> {
    source: &'f Source<'s>,
    targets: &'f Targets,
    step: &'f mut Step,
    seen: Vec<Label>,
    /// Text ranges of the decision and its answers.
    decision: Option<Vec<Range<usize>>>,
    unread: Vec<(Range<usize>, String)>,
}

impl FieldList<'_, '_> {
    fn item(&mut self, text: &Block, range: Range<usize>, taken: &mut Vec<Range<usize>>) {
        let Some(lead) = leading_bold(self.source, text) else {
            return self.refuse(range, "it begins with no label in bold".to_owned());
        };
        if !lead.colon {
            return self.refuse(range, format!("a colon is missing after `{}`", lead.word));
        }
        let value = Value::after(self.source, text, lead.span);
        let Some(label) = reserved(&lead.word) else {
            return self.answer(&lead.word, &value, range);
        };
        if self.seen.contains(&label) && !repeatable(label) {
            return self.refuse(range, format!("`{}` is given twice", lead.word));
        }
        self.seen.push(label);
        match self.apply(label, &value) {
            Ok(()) if label == Label::Decision => self.decision = Some(vec![range]),
            Ok(()) => taken.push(range),
            Err(why) => self.refuse(range, why),
        }
    }

    fn answer(&mut self, word: &str, value: &Value, range: Range<usize>) {
        let to = value.only_link().filter(|(_, to)| to.starts_with('#'));
        match (self.decision.as_mut(), self.step.decision.as_mut(), to) {
            (Some(ranges), Some(decision), Some((text, to))) => {
                let to = Pointer { text: text.clone(), target: self.targets.resolve(to) };
                decision.answers.push(Answer { label: word.to_owned(), to });
                ranges.push(range);
            }
            (Some(_), ..) => {
                self.refuse(range, format!("`{word}` is no reserved label (the nearest is `{}`) and its text is not one link to a heading", nearest(word)));
            }
            _ => self
                .refuse(range, format!("`{word}` is no reserved label; the nearest is `{}`", nearest(word))),
        }
    }

    fn apply(&mut self, label: Label, value: &Value) -> Result<(), String> {
        if value.text.is_empty() {
            return Err("nothing stands after the colon".to_owned());
        }
        let text = value.text.clone();
        let step = &mut *self.step;
        match label {
            Label::Role => step.role = Some(text),
            Label::Decision => step.decision = Some(values::decision(text)),
            Label::Approval => step.approval = Some(values::approval(&text, step.approval.take())?),
            Label::ApprovalTimeout => values::approval_timeout(value, self.targets, &mut step.approval)?,
            Label::Wait => step.wait = Some(values::wait(&text)?),
            Label::Reading => step.reading = Some(values::reading(&text)?),
            Label::ProceedWhen => step.proceed_when = Some(text),
            Label::AbortWhen => step.abort_when = Some(text),
            Label::Expect => step.expect.push(text),
            Label::IfNot => step.if_not = Some(value.pointer(self.targets)),
            Label::Record => step.records.push(values::record(&text)?),
            Label::Evidence => step.evidence.extend(values::evidence(&text)?),
            Label::Run => step.run = Some(values::reference(value)?),
            Label::Tell => step.tell.push(text),
            Label::Then => step.then = Some(value.link(self.targets)?),
            Label::DeferTo => step.defer_to = Some(value.pointer(self.targets)),
            Label::Gate => step.strict = values::gate(&text)?,
            Label::Clears => step.clears.extend(value.all_links(self.targets)?),
            Label::Danger => step.danger = Some(values::danger(&text)),
        }
        Ok(())
    }

    fn refuse(&mut self, range: Range<usize>, why: String) {
        self.unread.push((range, why));
    }

    /// What only the whole list can tell.
    fn close(&mut self, taken: &mut Vec<Range<usize>>) {
        let enough = self.step.decision.as_ref().is_none_or(|d| d.answers.len() >= 2);
        let ranges = self.decision.take().unwrap_or_default();
        if enough {
            taken.extend(ranges);
        } else {
            self.step.decision = None;
            for range in ranges {
                self.refuse(
                    range,
                    "a decision needs two answers or more, each one link to a heading".to_owned(),
                );
            }
        }
        if self.step.approval.as_ref().is_some_and(|a| a.role.is_empty()) {
            self.step.approval = None;
            let timeouts = |range: &Range<usize>| {
                self.source.slice(range.clone()).to_lowercase().contains("approval timeout")
            };
            for at in (0..taken.len()).rev() {
                if timeouts(&taken[at]) {
                    let range = taken.remove(at);
                    self.unread.push((range, "there is no `Approval` that it could belong to".to_owned()));
                }
            }
        }
        self.unread.sort_by_key(|(range, _)| range.start);
    }
}

fn repeatable(label: Label) -> bool {
    matches!(label, Label::Expect | Label::Record | Label::Evidence | Label::Tell | Label::Clears)
}

/// Reports reserved labels in text that is no field list.
pub(super) fn out_of_place(
    source: &Source<'_>,
    blocks: &Blocks,
    range: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (_, block) in blocks.all(range) {
        for span in block.spans.iter().filter(|s| s.kind == SpanKind::Strong && s.first_on_line) {
            let lead = lead(source, block, span);
            if lead.colon && reserved(&lead.word).is_some() {
                let line = source.line(span.range.start);
                diagnostics.push(error(
                    "field-out-of-place",
                    (line, line),
                    format!("`{}` stands outside the field list and is not read.", lead.word),
                    "Move it into the list directly after the heading of its step.",
                ));
            }
        }
    }
}
