//! Markdown to plain text, for search and titles.

use pulldown_cmark::{Event, Parser, TagEnd};

use crate::blocks::dialect;
use crate::placeholder;

/// The words of a text without its marks: one line per paragraph, item, row and line of code. HTML is left out,
/// placeholders such as `<pod-name>` stay.
pub fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    for event in Parser::new_ext(markdown, dialect()) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::InlineHtml(html) if placeholder::name(&html).is_some() => out.push_str(&html),
            Event::SoftBreak => space(&mut out),
            Event::HardBreak => line(&mut out),
            Event::End(TagEnd::TableCell) => space(&mut out),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::TableRow
                | TagEnd::TableHead,
            ) => line(&mut out),
            // A tight item's text ends where its nested list begins.
            Event::Start(pulldown_cmark::Tag::List(_)) => line(&mut out),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn space(out: &mut String) {
    if !out.ends_with([' ', '\n']) && !out.is_empty() {
        out.push(' ');
    }
}

fn line(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
    if !out.ends_with('\n') && !out.is_empty() {
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn marks_are_gone_and_words_stay() {
        assert_eq!(
            plain("# A *b*\n\nsee [c](d) `e`\nf <pod>\n\n- x\n  - y\n\n| 1 | 2 |\n|---|---|\n| 3 | 4 |\n"),
            "A b\nsee c e f <pod>\nx\ny\n1 2\n3 4"
        );
        assert_eq!(plain("```sh\na\nb\n```\n<div>gone</div>\n"), "a\nb");
    }
}
