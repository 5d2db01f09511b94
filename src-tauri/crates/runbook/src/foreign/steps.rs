//! Where steps begin in one part of the file.

use super::Start;
use super::lexicon;
use super::sections::{Part, Role, is_code};
use crate::blocks::{Block, Blocks, Kind, SpanKind};
use crate::content::{self, one_line};

/// Steps of one part, in file order. Everything after a start belongs to it, down to the next start.
pub(super) fn find(blocks: &Blocks, part: &Part) -> Vec<Start> {
    let finder = Finder { blocks, part, top: blocks.top(part.blocks.clone()).collect() };
    match part.role {
        Role::Context | Role::Reference => Vec::new(),
        Role::Procedure => finder.in_procedure(),
        Role::Unknown => finder.on_evidence(),
    }
}

struct Finder<'f> {
    blocks: &'f Blocks,
    part: &'f Part,
    /// The part's own blocks, nested ones left out.
    top: Vec<(usize, &'f Block)>,
}

impl<'f> Finder<'f> {
    fn in_procedure(&self) -> Vec<Start> {
        let numbered = self.step_paragraphs();
        if numbered.len() > 1 {
            return numbered;
        }
        let mut starts = Vec::new();
        let mut after_ordered = false;
        for position in 0..self.top.len() {
            let (index, block) = self.top[position];
            match block.kind {
                Kind::List { ordered } => {
                    let found = self.items(index, ordered.is_some(), false);
                    if found.is_empty() {
                        starts.extend(self.lead_of_checklist(position, &starts));
                    }
                    after_ordered = ordered.is_some() && !found.is_empty();
                    starts.extend(found);
                }
                // What stands between two ordered items belongs to the first.
                _ if after_ordered && self.ordered_list_follows(position) => {}
                Kind::Paragraph if self.leads_to_code(position) => {
                    starts.push(self.paragraph(index, block));
                    after_ordered = false;
                }
                _ => {}
            }
        }
        if starts.is_empty() {
            starts = self.instructions();
        }
        if starts.is_empty() {
            starts.extend(self.whole_part());
        }
        starts
    }

    /// Without a heading that says so, only what can be nothing else.
    fn on_evidence(&self) -> Vec<Start> {
        let numbered = self.step_paragraphs();
        if numbered.len() > 1 {
            return numbered;
        }
        let mut starts = Vec::new();
        let mut after_ordered = false;
        for position in 0..self.top.len() {
            let (index, block) = self.top[position];
            match block.kind {
                Kind::List { ordered } => {
                    let found = self.items(index, ordered.is_some(), true);
                    after_ordered = ordered.is_some() && !found.is_empty();
                    starts.extend(found);
                }
                _ if after_ordered && self.ordered_list_follows(position) => {}
                Kind::Paragraph if self.leads_to_code(position) && self.leads_to_command(position) => {
                    starts.push(self.paragraph(index, block));
                    after_ordered = false;
                }
                _ => {}
            }
        }
        starts
    }

    /// Paragraphs that begin "Step 3:".
    fn step_paragraphs(&self) -> Vec<Start> {
        let paragraphs = self.top.iter().filter(|(_, b)| b.kind == Kind::Paragraph);
        let steps = paragraphs.filter(|(_, b)| lexicon::is_step_heading(&b.plain));
        steps.map(|(index, block)| self.paragraph(*index, block)).collect()
    }

    /// The items of a list that are steps. `strict`: the list must show by itself that it tells what to do.
    fn items(&self, list: usize, ordered: bool, strict: bool) -> Vec<Start> {
        let items: Vec<(usize, &Block)> = self.blocks.children(list).collect();
        let telling = items.iter().filter(|(index, _)| self.tells(*index)).count();
        let mostly = telling * 10 >= items.len() * 6 && telling > 0;
        let has_tasks = items.iter().any(|(_, b)| matches!(b.kind, Kind::Item { task: Some(_) }));
        let accepted = has_tasks || if ordered { !strict || mostly } else { mostly && !strict };
        if !accepted {
            return Vec::new();
        }
        let steps = items.into_iter().filter(|(index, _)| !self.is_noise(*index));
        steps.map(|(index, _)| self.item(index)).collect()
    }

    /// A list item that says what to do: an instruction, a question, or a command.
    fn tells(&self, item: usize) -> bool {
        let Some(text) = self.item_paragraph(item) else { return false };
        let carries_code = self.blocks.children(item).any(|(_, b)| is_code(b));
        let command =
            text.spans.iter().any(|s| s.kind == SpanKind::Code && lexicon::is_command(text.span_text(s)));
        lexicon::is_instruction(&text.plain) || carries_code || command
    }

    /// An item that is only a link, or still to be written.
    fn is_noise(&self, item: usize) -> bool {
        let Some(text) = self.item_paragraph(item) else { return true };
        let plain = text.plain.trim();
        let only_link = text.spans.iter().any(|s| {
            matches!(s.kind, SpanKind::Link { .. }) && text.span_text(s).trim() == plain.trim_end_matches('.')
        });
        let nested = self.blocks.inside(item).len() > 1;
        plain.is_empty()
            || lexicon::is_todo(plain)
            || (only_link && !nested && !lexicon::is_instruction(plain))
    }

    /// The paragraph before a list that is its checklist, when it tells what to do.
    fn lead_of_checklist(&self, position: usize, known: &[Start]) -> Option<Start> {
        let (index, block) = *self.top.get(position.checked_sub(1)?)?;
        let new = known.last().is_none_or(|start| start.block != index);
        let leads = block.kind == Kind::Paragraph && lexicon::is_instruction(&block.plain) && new;
        leads.then(|| self.paragraph(index, block))
    }

    /// A paragraph with code directly below that is no output.
    fn leads_to_code(&self, position: usize) -> bool {
        let (_, block) = self.top[position];
        let code = self
            .top
            .get(position + 1)
            .is_some_and(|(_, next)| is_code(next) && !lexicon::is_todo(&next.plain));
        block.kind == Kind::Paragraph && !is_code(block) && code && !lexicon::announces_output(&block.plain)
    }

    fn leads_to_command(&self, position: usize) -> bool {
        let lead = self.top.get(position).is_some_and(|(_, b)| lexicon::announces_command(&b.plain));
        let code = self.top.get(position + 1).is_some_and(|(_, b)| lexicon::is_script(b));
        lead || code
    }

    fn ordered_list_follows(&self, position: usize) -> bool {
        self.top[position..].iter().any(|(_, b)| matches!(b.kind, Kind::List { ordered: Some(_) }))
    }

    /// Paragraphs that tell what to do, when nothing stronger is there.
    fn instructions(&self) -> Vec<Start> {
        let paragraphs = self.top.iter().filter(|(_, b)| b.kind == Kind::Paragraph && !is_code(b));
        let telling =
            paragraphs.filter(|(_, b)| lexicon::is_instruction(&b.plain) && !lexicon::is_todo(&b.plain));
        telling.map(|(index, block)| self.paragraph(*index, block)).collect()
    }

    /// The heading with its text, when the heading itself tells what to do.
    fn whole_part(&self) -> Option<Start> {
        let heading = self.part.heading?;
        let says = |b: &Block| b.kind == Kind::Paragraph || is_code(b);
        let empty = self.top.iter().find(|(_, b)| says(b)).is_none_or(|(_, b)| lexicon::is_todo(&b.plain));
        let telling = self.part.is_step || lexicon::names_activity(&self.part.title);
        (telling && !empty && !self.part.has_children).then(|| Start {
            block: heading,
            words: self.part.title.clone(),
            item: false,
            optional: false,
        })
    }

    fn item(&self, item: usize) -> Start {
        let plain = self.item_paragraph(item).map(|b| b.plain.as_str()).unwrap_or_default();
        let (words, optional) = content::take_optional(&one_line(plain));
        Start { block: item, words, item: true, optional }
    }

    fn paragraph(&self, index: usize, block: &Block) -> Start {
        Start { block: index, words: block.plain.clone(), item: false, optional: false }
    }

    fn item_paragraph(&self, item: usize) -> Option<&'f Block> {
        self.blocks.children(item).next().map(|(_, block)| block)
    }
}
