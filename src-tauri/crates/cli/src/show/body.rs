//! The Markdown of a step for a terminal: paragraphs reflowed, commands filled and never broken, sub-items numbered.

use decklog_app::query::{CommandView, TaskView};
use decklog_domain::runbook_text::CommandClass;

use super::prose;

/// The text of a step, its commands and sub-items in their places. Where they cannot be placed they follow the text.
pub(crate) fn body(markdown: &str, commands: &[CommandView], tasks: &[TaskView]) -> String {
    let lines: Vec<&str> = markdown.lines().collect();
    let fences = count_fences(&lines);
    let items = lines.iter().filter(|line| is_task(line)).count();
    let mut writer = Writer {
        commands: if fences == commands.len() { commands } else { &[] },
        tasks: if items == tasks.len() { tasks } else { &[] },
        command: 0,
        task: 0,
        out: Vec::new(),
        paragraph: None,
    };
    writer.write(&lines);
    let mut out = writer.out;
    if fences != commands.len() {
        out.extend(commands.iter().map(command));
    }
    if items != tasks.len() {
        out.extend(tasks.iter().enumerate().map(|(i, item)| task(i, item)));
    }
    let text = out.join("\n");
    text.trim_matches('\n').to_string()
}

struct Writer<'a> {
    commands: &'a [CommandView],
    tasks: &'a [TaskView],
    command: usize,
    task: usize,
    out: Vec<String>,
    paragraph: Option<Paragraph>,
}

/// Words that are reflowed together.
struct Paragraph {
    first: String,
    rest: String,
    words: String,
    quoted: bool,
}

impl Writer<'_> {
    fn write(&mut self, lines: &[&str]) {
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            at += 1;
            if let Some(fence) = fence(line) {
                let end = lines[at..].iter().position(|line| closes(line, fence));
                let end = end.map_or(lines.len(), |end| at + end + 1);
                self.fenced(&lines[at - 1..end]);
                at = end;
            } else if is_task(line) && self.task < self.tasks.len() {
                self.end_paragraph();
                self.out.push(task(self.task, &self.tasks[self.task]));
                self.task += 1;
                at += lines[at..].iter().take_while(|line| continues(line)).count();
            } else {
                self.line(line);
            }
        }
        self.end_paragraph();
    }

    fn fenced(&mut self, lines: &[&str]) {
        self.end_paragraph();
        match self.commands.get(self.command) {
            Some(view) => self.out.push(command(view)),
            None => self.out.extend(lines.iter().map(|line| format!("  {line}"))),
        }
        self.command += 1;
    }

    fn line(&mut self, line: &str) {
        let quoted = line.trim_start().starts_with('>');
        let text = line.trim_start().trim_start_matches(['>', ' ']);
        let comment = text.starts_with("<!--") && text.trim_end().ends_with("-->");
        if text.is_empty() || comment {
            self.end_paragraph();
            if !comment && self.out.last().is_some_and(|last| !last.is_empty()) {
                self.out.push(String::new());
            }
            return;
        }
        let as_it_is = text.starts_with('|') || (line.starts_with("    ") && self.paragraph.is_none());
        if as_it_is {
            self.end_paragraph();
            return self.out.push(format!("  {line}"));
        }
        if let Some(kind) = text.strip_prefix("[!").and_then(|rest| rest.trim_end().strip_suffix(']')) {
            self.end_paragraph();
            return self.begin(format!("  {}: ", kind.to_uppercase()), "    ".into(), "", true);
        }
        let marker = marker(text);
        match &mut self.paragraph {
            Some(paragraph) if marker == 0 && paragraph.quoted == quoted => {
                paragraph.words.push(' ');
                paragraph.words.push_str(text);
            }
            _ => {
                self.end_paragraph();
                let indent = 2 + (line.len() - line.trim_start().len());
                let quote = if quoted { "> " } else { "" };
                let first = format!("{:indent$}{quote}{}", "", &text[..marker]);
                let rest = format!("{:indent$}{quote}{:marker$}", "", "");
                self.begin(first, rest, &text[marker..], quoted);
            }
        }
    }

    fn begin(&mut self, first: String, rest: String, words: &str, quoted: bool) {
        self.paragraph = Some(Paragraph { first, rest, words: words.into(), quoted });
    }

    fn end_paragraph(&mut self) {
        if let Some(Paragraph { first, rest, words, .. }) = self.paragraph.take() {
            self.out.push(prose::wrap_after(&first, &rest, &words));
        }
    }
}

/// A command as it can be copied, below a line that says what it does.
fn command(view: &CommandView) -> String {
    let class = view.class.map(|class| match class {
        CommandClass::Read => "reads",
        CommandClass::Change => "CHANGES something",
        CommandClass::Destroy => "DESTROYS something",
    });
    let timeout = view.timeout_s.map(|seconds| format!("at most {seconds} s"));
    let facts: Vec<String> =
        [Some(view.lang.clone()), class.map(Into::into), timeout].into_iter().flatten().collect();
    let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    let mut lines = Vec::new();
    if !facts.is_empty() {
        lines.push(format!("  [{}]", facts.join(", ")));
    }
    lines.extend(view.text.lines().map(|line| format!("      {line}").trim_end().to_string()));
    if !view.missing.is_empty() {
        let text = format!("not filled, these have no value yet: {}", view.missing.join(", "));
        lines.push(prose::wrap(&text, 4, 6));
    }
    for (name, why) in &view.refused {
        lines.push(prose::wrap(&format!("not filled, the value of {name} cannot stand here: {why}"), 4, 6));
    }
    lines.join("\n")
}

/// `  [x] 1  the words (optional)`.
fn task(index: usize, view: &TaskView) -> String {
    let mark = if view.ticked { 'x' } else { ' ' };
    let optional = if view.optional { " (optional)" } else { "" };
    let first = format!("  [{mark}] {}  ", index + 1);
    let rest = " ".repeat(first.len());
    prose::wrap_after(&first, &rest, &format!("{}{optional}", view.text))
}

/// The mark that opens a fence and its length.
fn fence(line: &str) -> Option<(char, usize)> {
    let text = line.trim_start_matches([' ', '\t', '>']);
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = text.chars().take_while(|c| *c == mark).count();
    let info_fits = mark == '~' || !text[length..].contains('`');
    (length >= 3 && info_fits).then_some((mark, length))
}

fn closes(line: &str, (mark, length): (char, usize)) -> bool {
    let text = line.trim_start_matches([' ', '\t', '>']).trim_end();
    text.chars().count() >= length && text.chars().all(|c| c == mark)
}

fn count_fences(lines: &[&str]) -> usize {
    let mut count = 0;
    let mut open = None;
    for line in lines {
        match open {
            Some(mark) if closes(line, mark) => open = None,
            Some(_) => {}
            None => {
                open = fence(line);
                count += usize::from(open.is_some());
            }
        }
    }
    count
}

/// Length of a list marker or heading marks at the begin of a text, with the space behind it; 0 when there is none.
fn marker(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let marks = match text.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => digits + 1,
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        Some(b'#') if digits == 0 => text.bytes().take_while(|byte| *byte == b'#').count(),
        _ => return 0,
    };
    if text[marks..].starts_with(' ') { marks + 1 } else { 0 }
}

fn is_task(line: &str) -> bool {
    let text = line.trim_start_matches([' ', '\t', '>']);
    let marker = marker(text);
    marker > 0 && ["[ ] ", "[x] ", "[X] "].iter().any(|mark| text[marker..].starts_with(mark))
}

/// A line that belongs to the first paragraph of the item before it.
fn continues(line: &str) -> bool {
    let text = line.trim_start();
    !text.is_empty() && marker(text) == 0 && fence(line).is_none()
}

#[cfg(test)]
#[path = "body_tests.rs"]
mod tests;
