//! What the report rests on: evidence, journals, how to verify, how it came to be.

use super::words::{both, short, size, utc};
use super::{Block, Row, Style};
use crate::{Change, Evidence, Journal, Mode, Report};

pub(super) fn banner(report: &Report) -> Option<String> {
    let text =
        "REPLAY: the times and identities in this report were given to the program, not taken from a clock.";
    (report.workspace.mode == Mode::Replay).then(|| text.into())
}

/// Report id; journal size and root in short; when and by which version it was made.
pub(super) fn foot(report: &Report) -> Vec<String> {
    let journal = match report.journals.as_slice() {
        [] => "no journal".into(),
        [one] => format!("journal {} records, root {}", one.size, short(&one.root)),
        [open, rest @ ..] => {
            format!("journal {} records, root {}, and {} more", open.size, short(&open.root), rest.len())
        }
    };
    vec![
        format!("Report {}", report.id),
        journal,
        format!("exported {} by Decklog {}", utc(&report.generated), report.app_version),
    ]
}

pub(super) fn evidence(report: &Report) -> Vec<Block> {
    if report.evidence.is_empty() {
        return vec![Block::none("Evidence")];
    }
    let row = |evidence: &Evidence| {
        let file = vec![
            vec![Style::Strong.text(&evidence.name)],
            vec![Style::Muted.text(format!("{}, {}", evidence.media_type, size(evidence.size)))],
            vec![Style::Code.text(&evidence.hash)],
        ];
        let mut by = both(&evidence.at);
        by.insert(0, vec![Style::Plain.text(&evidence.by)]);
        Row::of(vec![file, Style::Plain.cell(&evidence.attached_to), by])
    };
    let lead = "Each file is named by the SHA-256 of its bytes; the journal commits to it from the moment it was attached.";
    let rows = report.evidence.iter().map(row).collect();
    let columns = [("File", 46), ("Attached to", 28), ("By", 26)];
    vec![Block::Lead { text: lead.into() }, Block::table(&columns, rows)]
}

pub(super) fn integrity(report: &Report) -> Vec<Block> {
    let row = |journal: &Journal| {
        let name = vec![vec![Style::Code.text(&journal.origin)], vec![Style::Code.text(&journal.root)]];
        Row::of(vec![name, Style::Plain.cell(journal.size.to_string())])
    };
    let mut blocks = Vec::new();
    blocks.push(Block::Plain {
        text: "This report is a view. The truth is the journal: an append-only list of records, each of which names the hash of the one before, under one Merkle tree (RFC 6962) whose root is given here. Whoever holds the records can compute the root again and compare.".into(),
    });
    if !report.journals.is_empty() {
        let rows = report.journals.iter().map(row).collect();
        blocks.push(Block::table(&[("Journal: origin and root", 82), ("Records", 18)], rows));
    }
    blocks.push(Block::Label { text: "How to verify".into() });
    blocks.push(Block::List {
        items: vec![
            "With Decklog: decklog verify <bundle.zip>. It reads everything again and says PASS or FAIL, and where.".into(),
            "Without it: README-VERIFY.txt in the bundle says how to check with sha256sum and python3 alone.".into(),
            "The PDF carries records.jsonl as an attachment when it was exported with it: one record a line, the exact bytes that were hashed.".into(),
        ],
    });
    blocks.push(Block::Label { text: "What is claimed".into() });
    blocks.push(Block::Plain {
        text: "The journal is tamper-evident: a changed, missing or reordered record no longer fits its root. It carries no signature yet: it shows accidents, not forgery by somebody who could write all of it anew.".into(),
    });
    blocks.push(Block::Label { text: "What is not claimed".into() });
    blocks.push(Block::Plain {
        text: "That records are true or complete; that the clock was right; that the person named is the person who acted; conformity with any rule or standard of conduct.".into(),
    });
    blocks
}

pub(super) fn history(report: &Report) -> Vec<Block> {
    if report.history.is_empty() {
        return vec![Block::none("Earlier exports")];
    }
    let row = |change: &Change| {
        let mut what = Style::Plain.cell(&change.what);
        if let Some(why) = &change.why {
            what.push(vec![Style::Muted.text(why)]);
        }
        Row::of(vec![both(&change.at), what, Style::Plain.cell(&change.by)])
    };
    vec![Block::table(&[("When", 30), ("What", 48), ("By", 22)], report.history.iter().map(row).collect())]
}
