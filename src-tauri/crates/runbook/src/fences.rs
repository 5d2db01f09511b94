//! Whether fences are closed.

use decklog_domain::runbook_text::Diagnostic;

use crate::blocks::{Block, Blocks, Kind};
use crate::diagnose::error;
use crate::source::Source;

/// One finding for each fence without a closing mark.
pub(crate) fn unclosed(source: &Source<'_>, blocks: &Blocks) -> Vec<Diagnostic> {
    let fences = blocks.all(0..blocks.len()).filter(|(_, block)| matches!(block.kind, Kind::Fence { .. }));
    let open = fences.filter(|(_, block)| !closed(source, block));
    open.map(|(_, block)| {
        let lines = (source.line(block.range.start), source.end_line(block.range.start, block.range.end));
        error(
            "unclosed-fence",
            lines,
            "This code block is never closed; everything down to its last line is taken as code.",
            "Write the closing ``` on a line of its own where the code ends.",
        )
    })
    .collect()
}

fn closed(source: &Source<'_>, block: &Block) -> bool {
    let text = source.slice(block.range.clone());
    let Some(mark) = text.chars().next() else { return false };
    let length = text.chars().take_while(|c| *c == mark).count();
    let mut lines = text.trim_end().lines();
    lines.next();
    let Some(last) = lines.next_back() else { return false };
    let last = last.trim_start_matches([' ', '\t', '>']).trim_end();
    last.chars().count() >= length && last.chars().all(|c| c == mark)
}
