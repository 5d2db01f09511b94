//! Fences that somebody closed at the end of a line of code.

use crate::source::Source;

/// Puts the missing line break before a closing mark that stands at the end of a content line. Only where the text
/// shows that it was meant so: a heading or another opening fence comes before the next proper closing mark.
pub(crate) fn repair(source: &mut Source<'_>, base: usize) {
    let mut insertions = Vec::new();
    let text = source.text.as_ref();
    let mut at = base;
    while let Some(open) = next_open(text, at) {
        let mut glued = None;
        let mut closed = false;
        let mut resume = text.len();
        for (start, line) in lines(text, open.after) {
            let trimmed = line.trim();
            if is_closing(trimmed, open.ticks) {
                closed = true;
                resume = start + line.len();
                break;
            }
            if let Some(mark) = glued
                && (is_heading(line) || trimmed.starts_with("```"))
            {
                insertions.push((mark, "\n"));
                closed = true;
                resume = start;
                break;
            }
            let content = trimmed.trim_end_matches('`');
            if glued.is_none()
                && trimmed.len() - content.len() == open.ticks
                && !content.is_empty()
                && !content.contains("```")
            {
                glued = Some(start + line.trim_end().len() - open.ticks);
            }
        }
        if let (false, Some(mark)) = (closed, glued) {
            insertions.push((mark, "\n"));
            resume = mark + open.ticks;
        }
        at = resume.max(open.after);
    }
    source.insert(&insertions);
}

struct Open {
    /// Offset of the line after the opening mark.
    after: usize,
    ticks: usize,
}

fn next_open(text: &str, from: usize) -> Option<Open> {
    lines(text, from).find_map(|(start, line)| {
        let trimmed = line.trim();
        let ticks = trimmed.len() - trimmed.trim_start_matches('`').len();
        let opens = ticks >= 3 && !trimmed.get(ticks..).unwrap_or_default().contains('`');
        opens.then_some(Open { after: start + line.len(), ticks })
    })
}

fn lines(text: &str, from: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut at = from;
    text.get(from..).unwrap_or_default().split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

fn is_closing(trimmed: &str, ticks: usize) -> bool {
    trimmed.len() >= ticks && trimmed.bytes().all(|b| b == b'`')
}

/// `## Words`: one `#` is a shell comment more often than a heading.
fn is_heading(line: &str) -> bool {
    let level = line.len() - line.trim_start_matches('#').len();
    (2..=6).contains(&level) && line.get(level..).is_some_and(|rest| rest.starts_with(' '))
}
