//! Rules about commands.

use std::collections::BTreeSet;

use decklog_domain::runbook_text::{CommandClass, Diagnostic, Document};

use super::Subject;
use super::variables::names;
use crate::blocks::{Block, Kind, SpanKind};
use crate::diagnose::{error, warning};
use crate::fill::{BUILT_IN, uses};
use crate::invisible;
use crate::shell::{Shell, quoted_positions};

/// Characters in code that a person cannot see before copying it.
pub(super) fn invisible(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for (_, block) in subject.blocks.all(0..subject.blocks.len()) {
        if matches!(block.kind, Kind::Fence { .. } | Kind::IndentedCode) {
            in_code(subject, block.range.clone(), found);
        }
        for span in block.spans.iter().filter(|s| s.kind == SpanKind::Code && is_inline(block)) {
            in_code(subject, span.range.clone(), found);
        }
    }
}

fn is_inline(block: &Block) -> bool {
    matches!(block.kind, Kind::Paragraph | Kind::Cell | Kind::Heading(_))
}

fn in_code(subject: &Subject<'_>, range: std::ops::Range<usize>, found: &mut Vec<Diagnostic>) {
    let text = subject.source.slice(range.clone());
    let mut reported = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| invisible::is_invisible(*c)) {
        let line = subject.source.line(range.start + at);
        // One finding a line is enough to look there.
        if line != reported {
            reported = line;
            found.push(error(
                "invisible-in-command",
                (line, line),
                format!(
                    "The command holds {}, which cannot be seen and is copied with it.",
                    invisible::name(c)
                ),
                "Type the line again.",
            ));
        }
    }
}

/// What a command does is said, checked and approved.
pub(super) fn classes(document: &Document, found: &mut Vec<Diagnostic>) {
    for step in &document.steps {
        let classes: Vec<_> = step.commands.iter().filter_map(|c| c.class).collect();
        if classes.contains(&CommandClass::Destroy) && step.approval.is_none() {
            found.push(error(
                "destroy-without-approval",
                (step.line, step.end_line),
                format!("\"{}\" destroys something and nobody approves it.", step.title),
                "Add `- **Approval:** role` to the step.",
            ));
        }
        let changes = classes.iter().any(|c| matches!(c, CommandClass::Change | CommandClass::Destroy));
        if changes && step.expect.is_empty() && step.reading.is_none() {
            found.push(warning(
                "changing-step-without-check",
                (step.line, step.end_line),
                format!("\"{}\" changes something and does not say how one sees that it worked.", step.title),
                "Add `- **Expect:** …` or `- **Reading:** …`.",
            ));
        }
        for command in &step.commands {
            if command.class.is_none() && Shell::of(&command.lang).is_some() {
                found.push(warning(
                    "unclassified-command",
                    (command.line, command.line),
                    "The command does not say whether it reads, changes or destroys.",
                    format!("Write ```` ```{} read ````, `change` or `destroy`.", command.lang),
                ));
            }
        }
    }
}

/// Variables inside quotes take only the plainest values.
pub(super) fn quotes(document: &Document, found: &mut Vec<Diagnostic>) {
    let known: BTreeSet<&str> = names(document).collect();
    for command in document.steps.iter().flat_map(|s| &s.commands).filter(|c| Shell::of(&c.lang).is_some()) {
        let used = uses(&command.text, |name| known.contains(name) || BUILT_IN.contains(&name));
        let quoted =
            quoted_positions(&command.text, Shell::of(&command.lang), used.iter().map(|u| u.range.start));
        for (usage, _) in used.iter().zip(quoted).filter(|(_, quoted)| *quoted) {
            let above = command.text[..usage.range.start].matches('\n').count();
            let line = command.line + 1 + crate::source::to_u32(above);
            found.push(warning(
                "variable-in-quotes",
                (line, line),
                format!("`{{{{{}}}}}` stands inside quotes or a here-document: values with blanks or marks are refused there.", usage.name),
                "Take the quotes away; Decklog adds them where a value needs them.",
            ));
        }
    }
}
