//! What a stretch of blocks holds besides its words: commands, tasks, notes.

use std::ops::Range;

use decklog_domain::runbook_text::{CommandBlock, CommandClass, Note, Task};
use pulldown_cmark::BlockQuoteKind;

use crate::blocks::{Block, Blocks, Kind};
use crate::duration;
use crate::source::Source;

/// Longest title, in characters.
const TITLE_CHARS: usize = 110;

/// Every fence of a range of blocks.
pub(crate) fn commands(source: &Source<'_>, blocks: &Blocks, range: Range<usize>) -> Vec<CommandBlock> {
    blocks.all(range).filter_map(|(_, block)| command(source, block)).collect()
}

fn command(source: &Source<'_>, block: &Block) -> Option<CommandBlock> {
    let Kind::Fence { info } = &block.kind else { return None };
    let mut words = info.split_whitespace();
    let lang = words.next().map(language).unwrap_or_default();
    let class = words.clone().next().and_then(class);
    if class.is_some() {
        words.next();
    }
    let mut found = CommandBlock {
        lang,
        class,
        timeout_s: None,
        host: None,
        text: block.plain.strip_suffix('\n').unwrap_or(&block.plain).to_owned(),
        line: source.line(block.range.start),
    };
    for word in words {
        match word.split_once('=') {
            Some(("timeout", value)) => found.timeout_s = duration::seconds(value),
            Some(("host", value)) => found.host = Some(value.to_owned()),
            _ => {}
        }
    }
    Some(found)
}

/// The language word, cut before the first character that no language has: it is used as a label.
fn language(word: &str) -> String {
    let end = word.find(|c: char| !c.is_alphanumeric() && !"+#._-".contains(c)).unwrap_or(word.len());
    word[..end].to_owned()
}

fn class(word: &str) -> Option<CommandClass> {
    match word {
        "read" => Some(CommandClass::Read),
        "change" => Some(CommandClass::Change),
        "destroy" => Some(CommandClass::Destroy),
        _ => None,
    }
}

/// Every task-list item of a range of blocks.
pub(crate) fn tasks(source: &Source<'_>, blocks: &Blocks, range: Range<usize>) -> Vec<Task> {
    blocks
        .all(range)
        .filter(|(_, block)| matches!(block.kind, Kind::Item { task: Some(_) }))
        .map(|(index, block)| {
            let (text, optional) = take_optional(&item_text(source, blocks, index));
            Task { text, optional, line: source.line(block.range.start) }
        })
        .collect()
}

/// The Markdown of a list item's first paragraph, on one line.
pub(crate) fn item_text(source: &Source<'_>, blocks: &Blocks, item: usize) -> String {
    blocks
        .children(item)
        .next()
        .map(|(_, first)| one_line(source.slice(first.range.clone())))
        .unwrap_or_default()
}

/// The Markdown of a list item from the start of its text, without the indentation that the item gives it.
pub(crate) fn item_body(source: &Source<'_>, start: usize, end: usize) -> String {
    let indent = start - source.line_start(start);
    let mut lines = source.slice(start..end).trim_end().lines();
    let mut body = lines.next().unwrap_or_default().trim_start().to_owned();
    for line in lines {
        let blank = line.len() - line.trim_start_matches(' ').len();
        body.push('\n');
        body.push_str(&line[blank.min(indent)..]);
    }
    body
}

/// Text without the mark `*(optional)*`, and whether it was there.
pub(crate) fn take_optional(text: &str) -> (String, bool) {
    for mark in ["*(optional)*", "_(optional)_", "(optional)"] {
        if let Some(at) = text.find(mark) {
            let (before, after) = (text[..at].trim(), text[at + mark.len()..].trim());
            let joined =
                [before, after].iter().filter(|t| !t.is_empty()).copied().collect::<Vec<_>>().join(" ");
            return (joined, true);
        }
    }
    (text.to_owned(), false)
}

/// Every GFM alert of a range of blocks.
pub(crate) fn notes(source: &Source<'_>, blocks: &Blocks, range: Range<usize>) -> Vec<Note> {
    blocks.all(range).filter_map(|(_, block)| note(source, block)).collect()
}

fn note(source: &Source<'_>, block: &Block) -> Option<Note> {
    let Kind::Quote(Some(kind)) = block.kind else { return None };
    let kind = match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    };
    let lines = source.slice(block.range.clone()).lines().skip(1).map(|line| {
        let line = line.trim_start();
        let line = line.strip_prefix('>').unwrap_or(line);
        line.strip_prefix(' ').unwrap_or(line)
    });
    let text = lines.collect::<Vec<_>>().join("\n").trim().to_owned();
    Some(Note { kind: kind.to_owned(), text })
}

/// Lines joined by single blanks.
pub(crate) fn one_line(text: &str) -> String {
    let text = text.trim();
    // Most texts are one line already; this is called for every field and title.
    let blank = |pair: &[u8]| pair[0].is_ascii_whitespace() && pair[1].is_ascii_whitespace();
    let single = text.bytes().all(|b| b != b'\n' && b != b'\t') && !text.as_bytes().windows(2).any(blank);
    if single && text.is_ascii() {
        return text.to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A title made from plain text: its first sentence, at most 110 characters, `fallback` when there are no words.
pub(crate) fn title(plain: &str, fallback: &str) -> String {
    let line = one_line(plain);
    let sentence =
        line.get(..sentence_end(&line)).unwrap_or(&line).trim_end_matches([':', ',', ';', '.']).trim();
    if sentence.is_empty() { fallback.to_owned() } else { shorten(sentence) }
}

/// At most 110 characters, cut between words.
pub(crate) fn shorten(text: &str) -> String {
    let Some((limit, _)) = text.char_indices().nth(TITLE_CHARS) else { return text.to_owned() };
    let (last, _) = text.char_indices().nth(TITLE_CHARS - 1).unwrap_or((limit, ' '));
    let head = &text[..last];
    let cut = head.rfind(' ').filter(|at| *at > last / 2).unwrap_or(last);
    format!("{}…", head[..cut].trim_end())
}

/// Where the first sentence ends: after `.`, `!` or `?` that is followed by a blank and a capital, digit or mark.
fn sentence_end(line: &str) -> usize {
    let mut chars = line.char_indices().peekable();
    let mut word_start = 0;
    while let Some((at, c)) = chars.next() {
        if c == ' ' {
            word_start = at + 1;
        }
        if !matches!(c, '.' | '!' | '?') || chars.peek().is_none_or(|(_, next)| *next != ' ') {
            continue;
        }
        // `e.g. Foo` and `Mr. X` do not end a sentence.
        let word = &line[word_start..at];
        let abbreviated = c == '.'
            && (word.contains('.')
                || word.chars().count() < 3 && !word.ends_with(|d: char| d.is_ascii_digit()));
        let next_word = line[at + 1..].trim_start().chars().next();
        if !abbreviated && next_word.is_some_and(|n| !n.is_lowercase()) {
            return at + 1;
        }
    }
    line.len()
}

#[cfg(test)]
mod tests {
    use super::{take_optional, title};

    #[test]
    fn titles_are_first_sentences() {
        assert_eq!(title("Check the pod. Then wait.", "x"), "Check the pod");
        assert_eq!(title("Use e.g. Kibana to look", "x"), "Use e.g. Kibana to look");
        assert_eq!(title("Is it up? Good.", "x"), "Is it up?");
        assert_eq!(title("  \n ", "step"), "step");
        assert_eq!(title("Run v1.2 now", "x"), "Run v1.2 now");
        let long = title(&"word ".repeat(60), "x");
        assert!(long.chars().count() <= 110 && long.ends_with("word…"), "{long}");
        assert!(title(&"x".repeat(500), "x").chars().count() <= 110);
    }

    #[test]
    fn optional_mark() {
        assert_eq!(take_optional("Tell them *(optional)*"), ("Tell them".to_owned(), true));
        assert_eq!(take_optional("Tell them"), ("Tell them".to_owned(), false));
    }
}
