//! The questions under `## Training`.

use std::ops::Range;

use decklog_domain::runbook_text::{Question, QuizOption};

use crate::blocks::{Block, Blocks, Kind};
use crate::content::one_line;
use crate::source::Source;

/// Each H3 with a list of options and an answer in `<details>` is a question.
pub(super) fn read(source: &Source<'_>, blocks: &Blocks, range: Range<usize>) -> Vec<Question> {
    let heads: Vec<(usize, &Block)> =
        blocks.top(range.clone()).filter(|(_, b)| b.kind == Kind::Heading(3)).collect();
    let mut questions = Vec::new();
    for (position, (head, block)) in heads.iter().enumerate() {
        let end = heads.get(position + 1).map_or(range.end, |(next, _)| *next);
        let answer = answer(source, blocks, head + 1..end);
        let key = sentence(&answer);
        let options = options(blocks, head + 1..end, &key);
        if !options.is_empty() {
            questions.push(Question {
                question: one_line(&block.plain),
                options,
                answer,
                line: source.line(block.range.start),
            });
        }
    }
    questions
}

fn options(blocks: &Blocks, range: Range<usize>, key: &str) -> Vec<QuizOption> {
    let Some((list, _)) = blocks.top(range).find(|(_, b)| matches!(b.kind, Kind::List { .. })) else {
        return Vec::new();
    };
    let texts = blocks.children(list).filter_map(|(item, _)| blocks.children(item).next());
    texts
        .map(|(_, block)| {
            let text = one_line(&block.plain);
            QuizOption { right: names(key, &text), text }
        })
        .collect()
}

/// The Markdown between `<details>` and `</details>`, without the summary.
fn answer(source: &Source<'_>, blocks: &Blocks, range: Range<usize>) -> String {
    let opens = |b: &Block| b.kind == Kind::Html && b.plain.trim_start().starts_with("<details");
    let Some((first, open)) = blocks.top(range.clone()).find(|(_, b)| opens(b)) else { return String::new() };
    let closes = |b: &Block| b.kind == Kind::Html && b.plain.contains("</details>");
    let end =
        blocks.top(first..range.end).find(|(_, b)| closes(b)).map_or(open.range.end, |(_, b)| b.range.end);
    let text = source.slice(open.range.start..end);
    let text = text
        .split_once("</summary>")
        .map_or_else(|| text.split_once('>').map(|(_, rest)| rest).unwrap_or_default(), |(_, rest)| rest);
    text.split("</details>").next().unwrap_or_default().trim().to_owned()
}

/// The first words name the right options: by letter (`A and C.`, `B: since …`) or by their words (`True.`).
fn sentence(answer: &str) -> String {
    let line = one_line(answer).replace("**", "");
    let end = line.find(". ").into_iter().chain(line.find(": ")).min().unwrap_or(line.len());
    line[..end].trim_end_matches('.').to_lowercase()
}

fn names(key: &str, option: &str) -> bool {
    let option = option.to_lowercase();
    let letter =
        option.split_once([':', '.', ')']).map(|(letter, _)| letter).filter(|l| l.chars().count() == 1);
    key.split(',').flat_map(|part| part.split(" and ")).map(str::trim).any(|part| {
        part.trim_start_matches("and ") == option.trim_end_matches('.') || letter.is_some_and(|l| l == part)
    })
}

#[cfg(test)]
mod tests {
    use super::{names, sentence};

    #[test]
    fn right_options_are_named_by_letter_or_by_words() {
        let key = sentence("A and C. \"Cannot tell\" counts as no.");
        assert!(names(&key, "A: Put it back") && names(&key, "C) Write it down"));
        assert!(!names(&key, "B: Roll out"));
        assert!(names(&sentence("B: silence proves nothing. Ask."), "B: Wait"));
        assert!(names(&sentence("**False.** It is not."), "False"));
        assert!(!names(&sentence("**False.** It is not."), "True"));
    }
}
