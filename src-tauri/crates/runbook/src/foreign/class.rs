//! What a foreign file is, as a whole.

use std::collections::BTreeSet;

use decklog_domain::runbook_text::Class;

use super::lexicon;
use super::sections::Part;
use crate::blocks::{Blocks, Kind, SpanKind};

/// A report of an incident has a few actions; more are a procedure.
const FEW_STEPS: usize = 12;

/// Judges a file by its headings, its links and the number of steps that were found.
pub(super) fn judge(blocks: &Blocks, parts: &[Part], steps: usize) -> Class {
    let report: BTreeSet<(bool, &str)> = parts
        .iter()
        .filter_map(|part| Some((lexicon::postmortem_heading(&part.title)?, part.title.as_str())))
        .collect();
    // A long playbook has a chapter on root causes too; in a report such headings are what it is made of.
    if report.len() >= 3
        && (report.len() * 5 >= parts.len() || steps < FEW_STEPS)
        && report.iter().filter(|(only_there, _)| *only_there).count() >= 2
    {
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
