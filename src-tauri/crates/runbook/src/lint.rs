//! Findings about a runbook: what reading found, and the rules.

mod commands;
mod flow;
mod variables;
mod whole;

use decklog_domain::runbook_text::{Diagnostic, Document, Format};

use crate::blocks::Blocks;
use crate::read::{Reading, reading};
use crate::source::Source;
use flow::Flow;

/// What every rule may look at.
pub(crate) struct Subject<'a> {
    source: &'a Source<'a>,
    blocks: &'a Blocks,
    document: &'a Document,
}

/// Everything there is to say about a file, in order of its lines. The rules of the language are for files with
/// `runbook: 1`; other files are only searched for unclosed fences, links that lead nowhere and characters that hide
/// in commands.
///
/// `today` (`YYYY-MM-DD`) is the day that `review-overdue` counts from; without it that rule is left out.
pub fn lint(bytes: &[u8], file_name: &str, today: Option<&str>) -> Vec<Diagnostic> {
    let Reading { source, blocks, document, .. } = match reading(bytes, file_name) {
        Ok(reading) => reading,
        Err(document) => return document.diagnostics,
    };
    let subject = Subject { source: &source, blocks: &blocks, document: &document };
    let mut found = document.diagnostics.clone();
    commands::invisible(&subject, &mut found);
    if document.format == Format::Native {
        whole::placeholders(&subject, &mut found);
        whole::headings(&subject, &mut found);
        if document.meta.kind.as_deref() != Some("template") {
            rules(&subject, today, &mut found);
        }
    }
    found.sort_by(|a, b| (a.line, &a.code).cmp(&(b.line, &b.code)));
    found
}

fn rules(subject: &Subject<'_>, today: Option<&str>, found: &mut Vec<Diagnostic>) {
    let flow = Flow::of(subject.document);
    whole::front_matter(subject.document, today, found);
    whole::sections(subject.document, found);
    whole::ticked_boxes(subject, found);
    commands::classes(subject.document, found);
    commands::quotes(subject.document, found);
    variables::before_set(subject.document, &flow, found);
    flow::decisions(subject.document, found);
    flow::branches(subject.document, &flow, found);
    flow::unreachable(subject.document, &flow, found);
    flow::pauses(subject.document, &flow, found);
}
