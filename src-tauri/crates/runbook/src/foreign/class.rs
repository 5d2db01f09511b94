//! What a foreign file is, as a whole.

use decklog_domain::runbook_text::Class;

use super::lexicon;
use super::sections::Part;
use crate::blocks::{Blocks, Kind, SpanKind};

/// Judges a file by its headings, its links and the number of steps that were found.
pub(super) fn judge(blocks: &Blocks, parts: &[Part], steps: usize) -> Class {
    let postmortem = parts.iter().filter(|part| lexicon::is_postmortem_heading(&part.title)).count();
    if postmortem >= 3 {
        return Class::Postmortem;
    }
    if steps > 0 {
        return Class::Runbook;
    }
    if is_index(blocks) { Class::Index } else { Class::Document }
}

/// More than half of the list items are links and little else.
fn is_index(blocks: &Blocks) -> bool {
    let items = blocks.all(0..blocks.len()).filter(|(_, b)| matches!(b.kind, Kind::Item { .. }));
    let (mut all, mut links) = (0, 0);
    for (index, _) in items {
        all += 1;
        let text = blocks.children(index).next();
        links += usize::from(text.is_some_and(|(_, b)| {
            b.spans.iter().any(|s| matches!(s.kind, SpanKind::Link { .. }) && s.text.start == 0)
        }));
    }
    all >= 3 && links * 2 > all
}
