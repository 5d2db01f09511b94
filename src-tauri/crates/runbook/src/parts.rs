//! The file cut into parts that give it back when put together.

use std::ops::Range;

use crate::blocks::Kind;
use crate::read::{Reading, reading};

/// Cuts the stored bytes into front matter, headings, context and steps, in file order. Every byte is in exactly one
/// part, so their concatenation is the file; a file that is not read is one part. An empty file has no part.
pub fn parts(bytes: &[u8]) -> Vec<Range<usize>> {
    let cuts = reading(bytes, "").map(|reading| cuts(&reading)).unwrap_or_default();
    let mut parts = Vec::new();
    let mut from = 0;
    for cut in cuts.into_iter().chain([bytes.len()]) {
        if cut > from && cut <= bytes.len() {
            parts.push(from..cut);
            from = cut;
        }
    }
    parts
}

/// Offsets of the stored bytes where a part ends, in order.
fn cuts(reading: &Reading<'_>) -> Vec<usize> {
    let Reading { source, blocks, base, document } = reading;
    let mut cuts = vec![source.stored(*base)];
    let mut steps = document.steps.iter().map(|s| s.start as usize..s.end as usize).peekable();
    for (_, block) in blocks.top(0..blocks.len()).filter(|(_, b)| matches!(b.kind, Kind::Heading(_))) {
        let start = source.stored(source.line_start(block.range.start));
        let last_line = source.slice(block.range.end..source.text.len());
        let ended = source.slice(block.range.clone()).ends_with('\n');
        let line_end = if ended { 0 } else { last_line.find('\n').map_or(last_line.len(), |at| at + 1) };
        let end = source.stored(block.range.end + line_end);
        while let Some(step) = steps.next_if(|step| step.end <= start) {
            cuts.extend([step.start, step.end]);
        }
        if steps.peek().is_none_or(|step| step.start >= end) {
            cuts.extend([start, end]);
        }
    }
    cuts.extend(steps.flat_map(|step| [step.start, step.end]));
    cuts
}
