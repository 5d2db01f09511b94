//! The file divided at its headings, and what each part is for.

use std::ops::Range;

use super::lexicon;
use crate::blocks::{Block, Blocks, Kind, SpanKind};
use crate::content::one_line;
use crate::headings::Heading;
use crate::source::Source;

/// A bold paragraph with more words is a remark, not a heading.
const PSEUDO_WORDS: usize = 10;

/// What a part is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Read, not followed.
    Context,
    /// Links and appendices.
    Reference,
    /// Tells what to do.
    Procedure,
    /// Its heading does not say.
    Unknown,
}

/// A heading with the text down to the next one.
#[derive(Debug)]
pub(super) struct Part {
    /// Block of the heading; none before the first heading and under the title.
    pub(super) heading: Option<usize>,
    pub(super) title: String,
    pub(super) anchor: String,
    pub(super) role: Role,
    /// The heading itself is an instruction ("Step 3", "2. Restart it").
    pub(super) is_step: bool,
    pub(super) start: usize,
    pub(super) text_start: usize,
    pub(super) end: usize,
    /// Blocks after the heading.
    pub(super) blocks: Range<usize>,
    /// A deeper heading follows: its text introduces what comes.
    pub(super) has_children: bool,
}

struct Head {
    block: usize,
    /// 1 to 6; 7 for a paragraph that is only bold.
    level: u8,
    title: String,
    anchor: String,
}

/// Divides the blocks from copy offset `base` on. `title` is the title of the document: a file without other headings
/// is about what it says.
pub(super) fn divide(
    source: &Source<'_>,
    blocks: &Blocks,
    headings: &[Heading],
    base: usize,
    title: &str,
) -> Vec<Part> {
    let heads = heads(blocks, headings);
    // The first heading is the file's title when no other is as high.
    let titled = heads.first().is_some_and(|first| heads[1..].iter().all(|h| h.level > first.level));
    let alone = heads.len() == usize::from(titled);
    let top = if alone { lexicon::role(title) } else { Role::Unknown };
    let offset =
        |block: usize| blocks.get(block).map_or(source.text.len(), |b| source.line_start(b.range.start));
    let mut parts = Vec::with_capacity(heads.len() + 1);
    let first = heads.first().map_or(blocks.len(), |h| h.block);
    parts.push(Part {
        heading: None,
        title: String::new(),
        anchor: String::new(),
        role: top,
        is_step: false,
        start: base,
        text_start: base,
        end: offset(first),
        blocks: 0..first,
        has_children: !heads.is_empty(),
    });
    // Level and role of the headings that enclose the current one.
    let mut above: Vec<(u8, Role)> = Vec::new();
    for (position, head) in heads.iter().enumerate() {
        let next = heads.get(position + 1);
        let end = next.map_or(blocks.len(), |n| n.block);
        let title_of_file = position == 0 && (titled || head.level == 1);
        while above.last().is_some_and(|(level, _)| *level >= head.level) {
            above.pop();
        }
        let own = lexicon::role(&head.title);
        let role = if title_of_file { top } else { inherit(own, above.last().map(|(_, role)| *role)) };
        above.push((head.level, role));
        parts.push(Part {
            heading: (!title_of_file).then_some(head.block),
            title: if title_of_file { String::new() } else { head.title.clone() },
            anchor: if title_of_file { String::new() } else { head.anchor.clone() },
            role,
            is_step: !title_of_file && lexicon::is_step_heading(&head.title),
            start: offset(head.block),
            text_start: blocks.get(head.block).map_or(source.text.len(), |b| b.range.end),
            end: offset(end),
            blocks: head.block + 1..end,
            has_children: next.is_some_and(|n| n.level > head.level),
        });
    }
    parts
}

/// A reference section keeps its children; an unknown child is what its parent is.
fn inherit(own: Role, parent: Option<Role>) -> Role {
    match (own, parent) {
        (_, Some(Role::Reference)) => Role::Reference,
        (Role::Unknown, Some(parent)) => parent,
        (own, _) => own,
    }
}

fn heads(blocks: &Blocks, headings: &[Heading]) -> Vec<Head> {
    let mut real = headings.iter().filter(|h| h.outer).peekable();
    let mut heads = Vec::new();
    for (index, block) in blocks.top(0..blocks.len()) {
        if let Some(heading) = real.next_if(|h| h.block == index) {
            heads.push(Head {
                block: index,
                level: heading.level,
                title: one_line(&block.plain),
                anchor: heading.anchor.clone(),
            });
        } else if is_pseudo_heading(block) && !blocks.get(block.next).is_some_and(is_code) {
            heads.push(Head { block: index, level: 7, title: one_line(&block.plain), anchor: String::new() });
        }
    }
    heads
}

/// A short paragraph that is one bold stretch and no sentence: `**Note: look first.**` is a remark.
fn is_pseudo_heading(block: &Block) -> bool {
    let text = block.plain.trim().trim_end_matches(':');
    let sentence =
        text.ends_with('.') || text.contains(": ") || text.split_whitespace().count() > PSEUDO_WORDS;
    block.kind == Kind::Paragraph
        && !text.is_empty()
        && (!sentence || lexicon::is_step_heading(text))
        && block
            .spans
            .iter()
            .any(|s| s.kind == SpanKind::Strong && block.span_text(s).trim().trim_end_matches(':') == text)
}

/// A fence, indented code, or a paragraph that is one stretch of code.
pub(super) fn is_code(block: &Block) -> bool {
    match block.kind {
        Kind::Fence { .. } | Kind::IndentedCode => true,
        Kind::Paragraph => block.spans.iter().any(|s| {
            s.kind == SpanKind::Code && s.text.start == 0 && s.text.end == block.plain.len() && s.text.end > 0
        }),
        _ => false,
    }
}
