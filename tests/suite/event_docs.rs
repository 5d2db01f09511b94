//! `docs/events.md` says what can be recorded; it is made from the code and must be current.

use std::fmt::Write as _;
use std::path::Path;

use decklog_domain::Event;
use decklog_domain::event::{EventDoc, Flag};
use decklog_domain::incident::{IncidentKind, MilestoneCode, Severity};
use decklog_domain::run::{Move, Outcome, Verdict};
use decklog_domain::runbook_text::{Class, Format};
use decklog_domain::time::{Basis, Precision};
use serde::de::DeserializeOwned;

const INTRODUCTION: &str = "\
# What can be recorded

Made from the code by the test `event_docs`; `DECKLOG_BLESS=1 cargo test -p decklog-tests event_docs` writes it anew.

A record of the journal names its type. Its *facts* are ids, words from a fixed list, instants and numbers: what a state is computed
from. Its *texts* are words people typed, names, and contents kept as files; each is committed to with a salt of its own, so that one
can be redacted without the others. A shipped type never changes its meaning: it gets a further optional field, or a new type is made.
`tests/golden/events` holds at least one example of each type with its exact bytes.

Optional facts and texts are left out when they are absent. A list of texts stands under the keys `key.0`, `key.1` and so on; named
words stand in pairs, the name under `key.0.name`, the words under `key.0`. The first fact is the id of what the record is about.
";

#[test]
fn docs_events_md_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/events.md");
    let text = whole();
    if std::env::var_os("DECKLOG_BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == text,
        "docs/events.md is not what the code says; write it with DECKLOG_BLESS=1 cargo test -p decklog-tests event_docs"
    );
}

fn whole() -> String {
    let mut text = INTRODUCTION.to_owned();
    for doc in Event::DOCS {
        section(&mut text, doc);
    }
    text.push_str("\n## Words and shapes\n\n");
    for (name, words) in vocabularies() {
        let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        writeln!(text, "- *{name}*: {}", words.join(", ")).unwrap();
    }
    text.push_str(
        "- *when*: an object of `from` (instant, absent when unknown), `until` (instant, the end of a range), `precision`, `basis`\n\
         - *continued journal*: an object of `origin`, `size`, `root` of the sealed journal\n\
         - *instant*: UTC, RFC 3339 with milliseconds\n\
         - *content*: bytes kept as a file, committed to like a text\n\
         - *evidence*: content, with its `name`, `media_type` and `size` as texts below its key\n",
    );
    text
}

fn section(text: &mut String, doc: &EventDoc) {
    writeln!(text, "\n## {}\n\n{}", doc.kind, doc.about.trim()).unwrap();
    for (heading, fields) in [("Fact", doc.facts), ("Text", doc.texts)] {
        if fields.is_empty() {
            continue;
        }
        writeln!(text, "\n| {heading} | Shape | Meaning |\n|---|---|---|").unwrap();
        for (name, shape, meaning) in fields {
            writeln!(text, "| `{name}` | {} | {} |", spelled(shape), meaning.trim()).unwrap();
        }
    }
}

/// A Rust type in words.
fn spelled(shape: &str) -> String {
    if let Some(inner) = shape.strip_prefix("Option<").and_then(|rest| rest.strip_suffix('>')) {
        return format!("{}, optional", spelled(inner));
    }
    if let Some(inner) = shape.strip_prefix("Vec<").and_then(|rest| rest.strip_suffix('>')) {
        return format!("list of {}", spelled(inner));
    }
    let words = match shape {
        "String" => "words",
        "Id" => "UUID",
        "u32" | "u64" => "integer",
        "BTreeMap<String, String>" => "named words",
        "BlobHash" => "content",
        "Flag" => "*flag*",
        "When" => "*when*",
        "Continues" => "*continued journal*",
        "IncidentKind" => "*incident kind*",
        "Severity" => "*severity*",
        "MilestoneCode" => "*milestone*",
        "Outcome" => "*outcome*",
        "Move" => "*move*",
        "Verdict" => "*decision*",
        "Class" => "*class*",
        "Format" => "*format*",
        "Evidence" => "*evidence*",
        other => panic!("event_docs.rs must learn to say `{other}` in words"),
    };
    words.to_owned()
}

fn vocabularies() -> Vec<(&'static str, Vec<String>)> {
    vec![
        ("flag", words_of::<Flag>()),
        ("incident kind", words_of::<IncidentKind>()),
        ("severity", words_of::<Severity>()),
        ("milestone", words_of::<MilestoneCode>()),
        ("outcome", words_of::<Outcome>()),
        ("move", words_of::<Move>()),
        ("decision", words_of::<Verdict>()),
        ("class", words_of::<Class>()),
        ("format", words_of::<Format>()),
        ("precision", words_of::<Precision>()),
        ("basis", words_of::<Basis>()),
    ]
}

/// All words that a type accepts: its refusal of another one lists them.
fn words_of<T: DeserializeOwned>() -> Vec<String> {
    let Err(refusal) = serde_json::from_value::<T>(serde_json::json!("no such word")) else {
        panic!("a list of words takes any word");
    };
    let message = refusal.to_string();
    message.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}
