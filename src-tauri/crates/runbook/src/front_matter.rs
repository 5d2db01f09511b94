//! The flat YAML between `---` lines at the top of a file.
//!
//! Read as parser events, not as typed YAML: `version: 1.10` and `id: 0123` stay the words that were written, and an
//! alias is never expanded.

use std::collections::BTreeMap;
use std::ops::Range;

use decklog_domain::runbook_text::{Diagnostic, Meta};
use serde_saphyr::granit_parser::{Event, Parser};

use crate::diagnose::warning;
use crate::duration;

/// What stands above the text.
#[derive(Debug, Default)]
pub(crate) struct FrontMatter {
    /// In the copy, both `---` lines included; empty when there is none.
    pub(crate) range: Range<usize>,
    /// `runbook: 1` was declared.
    pub(crate) native: bool,
    pub(crate) title: Option<String>,
    pub(crate) meta: Meta,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads the front matter at the start of the copy; `line_of` gives the file's line of a copy offset.
pub(crate) fn read(text: &str, line_of: impl Fn(usize) -> u32) -> FrontMatter {
    let Some((range, yaml)) = locate(text) else { return FrontMatter::default() };
    let mut front = FrontMatter { range: range.clone(), ..FrontMatter::default() };
    let (pairs, broken) = pairs(&text[yaml.clone()]);
    for pair in pairs {
        let line = line_of(yaml.start + pair.at);
        apply(&mut front, pair, line);
    }
    if let Some(message) = broken {
        let lines = (line_of(range.start), line_of(range.end.saturating_sub(1)));
        front.diagnostics.push(warning(
            "front-matter-not-read",
            lines,
            format!("The front matter is no YAML from some point on: {message}. What stands above that point was read."),
            "Write one `key: value` per line; put a value that holds `: ` or begins with `[` or `{` in quotes.",
        ));
    }
    front
}

/// The whole block and the YAML in it.
pub(crate) fn locate(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let first_end = text.find('\n')? + 1;
    if text[..first_end].trim_end() != "---" {
        return None;
    }
    let mut at = first_end;
    for line in text[first_end..].split_inclusive('\n') {
        let end = at + line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return Some((0..end, first_end..at));
        }
        at = end;
    }
    None
}

/// A value as written.
#[derive(Debug, PartialEq, Eq)]
enum Value {
    One(String),
    Many(Vec<String>),
    /// Nested YAML, kept as its source.
    Source(String),
}

struct Pair {
    key: String,
    value: Value,
    /// Offset of the key in the YAML.
    at: usize,
}

/// Top-level pairs in order, and what broke after them.
fn pairs(yaml: &str) -> (Vec<Pair>, Option<String>) {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut key: Option<(String, usize)> = None;
    let mut items: Vec<String> = Vec::new();
    let (mut depth, mut nested, mut value_start) = (0_usize, false, 0_usize);
    for event in Parser::new_from_str(yaml) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => return (pairs, Some(error.info())),
        };
        let range = span.byte_range().unwrap_or_default();
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                match depth {
                    0 if matches!(event, Event::SequenceStart(..)) => {
                        return (pairs, Some("it is a list, not keys and values".to_owned()));
                    }
                    0 => {}
                    1 if key.is_none() => return (pairs, Some("a key is not one word".to_owned())),
                    1 => {
                        value_start = range.start;
                        items.clear();
                        nested = matches!(event, Event::MappingStart(..));
                    }
                    _ => nested = true,
                }
                depth += 1;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                depth = depth.saturating_sub(1);
                if depth == 1
                    && let Some((name, at)) = key.take()
                {
                    let value = if nested {
                        Value::Source(yaml.get(value_start..range.end).unwrap_or_default().trim().to_owned())
                    } else {
                        Value::Many(std::mem::take(&mut items))
                    };
                    pairs.push(Pair { key: name, value, at });
                }
            }
            Event::Scalar(text, ..) if depth == 1 => match key.take() {
                None => key = Some((text.into_owned(), range.start)),
                Some((name, at)) => pairs.push(Pair { key: name, value: Value::One(text.into_owned()), at }),
            },
            Event::Scalar(text, ..) if depth == 2 => items.push(text.into_owned()),
            Event::Scalar(..) if depth == 0 => {
                return (pairs, Some("it is a sentence, not keys and values".to_owned()));
            }
            Event::Alias(_) if depth == 1 && key.is_none() => {
                return (pairs, Some("a key is an alias".to_owned()));
            }
            Event::Alias(_) => {
                // An alias is shown as written and never followed.
                let written = yaml.get(range).unwrap_or_default().to_owned();
                match key.take() {
                    Some((name, at)) if depth == 1 => {
                        pairs.push(Pair { key: name, value: Value::One(written), at });
                    }
                    taken => {
                        key = taken;
                        items.push(written);
                    }
                }
            }
            _ => {}
        }
    }
    (pairs, None)
}

fn apply(front: &mut FrontMatter, pair: Pair, line: u32) {
    let Pair { key, value, .. } = pair;
    let meta = &mut front.meta;
    let mut refuse = |what: &str, value: Value, other: &mut BTreeMap<String, String>| {
        front.diagnostics.push(warning(
            "front-matter-not-read",
            (line, line),
            format!("`{key}` is not read: {what}. It is kept as text."),
            "",
        ));
        other.insert(key.clone(), as_text(value));
    };
    match key.as_str() {
        "runbook" => {
            if one(&value) == Some("1") {
                front.native = true;
            } else {
                refuse("this version knows only `runbook: 1`", value, &mut meta.other);
            }
        }
        "title" => match value {
            Value::One(text) if !text.trim().is_empty() => front.title = Some(text.trim().to_owned()),
            other => refuse("a title is one line", other, &mut meta.other),
        },
        "id" | "kind" | "version" | "status" | "owner" | "severity" | "estimate" | "reviewed" => {
            match value {
                Value::One(text) => {
                    let text = Some(text.trim().to_owned()).filter(|t| !t.is_empty());
                    let place = match key.as_str() {
                        "id" => &mut meta.id,
                        "kind" => &mut meta.kind,
                        "version" => &mut meta.version,
                        "status" => &mut meta.status,
                        "owner" => &mut meta.owner,
                        "severity" => &mut meta.severity,
                        "estimate" => &mut meta.estimate,
                        _ => &mut meta.reviewed,
                    };
                    *place = text;
                }
                other => refuse("it takes one value", other, &mut meta.other),
            }
        }
        "services" | "alerts" | "roles" | "tags" => {
            let list = match value {
                Value::Many(list) => list,
                Value::One(text) => {
                    text.split(',').map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect()
                }
                nested @ Value::Source(_) => return refuse("it takes a list", nested, &mut meta.other),
            };
            match key.as_str() {
                "services" => meta.services = list,
                "alerts" => meta.alerts = list,
                "roles" => meta.roles = list,
                _ => meta.tags = list,
            }
        }
        "review_every" => match one(&value).and_then(duration::days) {
            Some(days) => meta.review_every_days = Some(days),
            None => refuse("write it as `180 days`", value, &mut meta.other),
        },
        "training_pass" => match one(&value).and_then(percent) {
            Some(pass) => meta.training_pass = Some(pass),
            None => refuse("write a percentage from 0 to 100", value, &mut meta.other),
        },
        _ => {
            meta.other.insert(key, as_text(value));
        }
    }
}

fn one(value: &Value) -> Option<&str> {
    match value {
        Value::One(text) => Some(text.trim()),
        _ => None,
    }
}

fn as_text(value: Value) -> String {
    match value {
        Value::One(text) | Value::Source(text) => text,
        Value::Many(list) => list.join(", "),
    }
}

fn percent(text: &str) -> Option<u32> {
    text.trim_end_matches('%').trim_end().parse().ok().filter(|n| *n <= 100)
}

#[cfg(test)]
mod tests {
    use super::read;

    fn front(text: &str) -> super::FrontMatter {
        read(text, |at| crate::source::to_u32(text[..at].matches('\n').count() + 1))
    }

    #[test]
    fn values_stay_the_words_that_were_written() {
        let got = front(
            "---\nrunbook: 1\ntitle: no\nversion: 1.10\nid: 0123\nreviewed: 2024-02-30\nservices: [a, b]\ntags:\n  - x\nx: {a: 1}\nreview_every: 180 days\ntraining_pass: 70\n---\ntext",
        );
        assert!(got.native && got.diagnostics.is_empty(), "{:?}", got.diagnostics);
        assert_eq!(got.title.as_deref(), Some("no"));
        assert_eq!(got.meta.version.as_deref(), Some("1.10"));
        assert_eq!(got.meta.id.as_deref(), Some("0123"));
        assert_eq!(got.meta.reviewed.as_deref(), Some("2024-02-30"));
        assert_eq!(got.meta.services, ["a", "b"]);
        assert_eq!(got.meta.tags, ["x"]);
        assert_eq!(got.meta.other["x"], "{a: 1}");
        assert_eq!(got.meta.review_every_days, Some(180));
        assert_eq!(got.meta.training_pass, Some(70));
    }

    #[test]
    fn broken_yaml_keeps_what_stands_above() {
        let got = front("---\nrunbook: 1\nowner: me\nbad: [1, 2\nmore\n---\n# T\n");
        assert!(got.native);
        assert_eq!(got.meta.owner.as_deref(), Some("me"));
        assert_eq!(got.diagnostics[0].code, "front-matter-not-read");
        assert_eq!((got.diagnostics[0].line, got.diagnostics[0].end_line), (1, 6));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert!(front("---\nno end here\n").range.is_empty());
        assert!(front("text\n---\na: b\n---\n").range.is_empty());
    }

    #[test]
    fn aliases_are_not_expanded() {
        let got = front("---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n");
        assert_eq!(got.meta.other["c"], "*b, *b");
    }
}
