//! The report as Markdown (CommonMark with GFM tables): readable as text, on any forge, in any diff.

use crate::Report;
use crate::content::{Block, Cell, Chapter, Content, Row, Style, Table, Text};

/// Writes a report as one Markdown document. People's plain words are escaped; the Markdown of postmortem sections is
/// given as it was written. Timeline rows carry the anchors `e-<record id>` that citations lead to.
pub fn markdown(report: &Report) -> String {
    let content = Content::of(report);
    let mut out = format!("# {}\n", escape(&content.title));
    if let Some(banner) = &content.banner {
        out.push_str(&format!("\n> **{}**\n", escape(banner)));
    }
    out.push('\n');
    for fact in &content.cover {
        out.push_str(&format!("- {}: {}\n", fact.name, cell(&fact.cell, "; ")));
    }
    for chapter in &content.chapters {
        self::chapter(chapter, &mut out);
    }
    out.push_str(&format!("\n---\n\n{}\n", escape(&content.foot.join(" \u{b7} "))));
    out
}

fn chapter(chapter: &Chapter, out: &mut String) {
    out.push_str(&format!("\n## {}\n", chapter.title));
    for block in &chapter.blocks {
        out.push('\n');
        self::block(block, out);
    }
}

fn block(block: &Block, out: &mut String) {
    match block {
        Block::Heading { text } => out.push_str(&format!("### {}\n", escape(text))),
        Block::Label { text } => out.push_str(&format!("**{}**\n", escape(text))),
        Block::Lead { text } => out.push_str(&format!("_{}_\n", escape(text))),
        Block::Plain { text } => out.push_str(&format!("{}\n", escape(text).replace('\n', "  \n"))),
        Block::Markdown { text, human } => {
            let origin = if *human { "Written by people" } else { "From the record" };
            out.push_str(&format!("**{origin}**\n\n{}\n", text.trim()));
        }
        Block::Facts { facts } => {
            for fact in facts {
                out.push_str(&format!("- {}: {}\n", fact.name, cell(&fact.cell, "; ")));
            }
        }
        Block::Figures { figures } => {
            out.push_str("| Duration | Between | Value |\n|---|---|---|\n");
            for figure in figures {
                let [name, note, value] =
                    [&figure.name, &figure.note, &figure.value].map(|text| one_line(text));
                out.push_str(&format!("| {name} | {note} | {value} |\n"));
            }
        }
        Block::Table(table) => self::table(table, out),
        Block::List { items } => {
            for item in items {
                out.push_str(&format!("- {}\n", one_line(item)));
            }
        }
    }
}

fn table(table: &Table, out: &mut String) {
    let titles: Vec<String> = table.columns.iter().map(|column| one_line(&column.title)).collect();
    out.push_str(&format!("| {} |\n|{}\n", titles.join(" | "), "---|".repeat(titles.len())));
    for row in &table.rows {
        match row {
            Row::Group { text } => {
                out.push_str(&format!("| **{}** |{}\n", one_line(text), " |".repeat(titles.len() - 1)));
            }
            Row::Cells { anchor, cells } => {
                let mut cells: Vec<String> = cells.iter().map(|lines| cell(lines, "<br>")).collect();
                if let (Some(record), Some(first)) = (anchor, cells.first_mut()) {
                    first.insert_str(0, &format!("<a id=\"e-{}\"></a>", attribute(record)));
                }
                out.push_str(&format!("| {} |\n", cells.join(" | ")));
            }
        }
    }
}

fn cell(lines: &Cell, between: &str) -> String {
    let line = |spans: &Vec<Text>| spans.iter().map(span).collect::<String>();
    lines.iter().map(line).collect::<Vec<_>>().join(between)
}

fn span(span: &Text) -> String {
    let text = one_line(&span.text);
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return text;
    }
    // Marks beside a space would be read as letters.
    let (mark, inner) = match span.style {
        Style::Plain | Style::Muted => return text,
        Style::Strong | Style::Ok | Style::Warn | Style::Crit => ("**", trimmed.to_string()),
        Style::Struck => ("~~", trimmed.to_string()),
        Style::Code => return code(&span.text),
    };
    let before = if text.starts_with(' ') { " " } else { "" };
    let after = if text.ends_with(' ') { " " } else { "" };
    format!("{before}{mark}{inner}{mark}{after}")
}

/// A code span, fenced by more backticks than it holds in a row. A bar would end the cell even there.
fn code(text: &str) -> String {
    if text.contains('|') {
        return one_line(text);
    }
    let text = text.replace(['\n', '\r'], " ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

fn one_line(text: &str) -> String {
    escape(text).replace("\r\n", "<br>").replace(['\n', '\r'], "<br>")
}

/// Plain words as Markdown that shows exactly them.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut at_start = true;
    for c in text.chars() {
        let opens_block = at_start && matches!(c, '#' | '+' | '-' | '=');
        let marks = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$');
        if opens_block || marks {
            out.push('\\');
        }
        out.push(c);
        at_start = c == '\n' || (at_start && c == ' ');
    }
    number_is_no_list(out)
}

/// `3. x` at the start of a line would begin a list.
fn number_is_no_list(text: String) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    match text[digits..].chars().next() {
        Some(mark @ ('.' | ')')) if digits > 0 => {
            format!("{}\\{mark}{}", &text[..digits], &text[digits + 1..])
        }
        _ => text,
    }
}

fn attribute(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
}
