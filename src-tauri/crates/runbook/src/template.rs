//! Sections of a document (a postmortem, a status update) from a template and data.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{Environment, UndefinedBehavior};

use crate::anchor::Anchors;
use crate::blocks::{Blocks, Kind};
use crate::content::one_line;
use crate::front_matter;

/// Instructions one section may take; a loop over ten thousand entries is far below.
const FUEL: u64 = 5_000_000;

/// The line that ends the generated part of a section.
const HUMAN: &str = "<!-- human -->";

/// One H2 of a template, rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateSection {
    /// The heading's anchor, unique in the template.
    pub key: String,
    /// The heading without markup.
    pub title: String,
    /// The part before `<!-- human -->`, rendered from the data: Markdown.
    pub generated: String,
    /// The part after it, as written: what people start from.
    pub human: String,
}

/// Why a template could not be rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// Title of the section.
    pub section: String,
    /// 1-based line of the template.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for TemplateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {} of the template, section \"{}\": {}", self.line, self.section, self.message)
    }
}

impl std::error::Error for TemplateError {}

/// Renders every H2 section of a Markdown template (minijinja between `{{ }}` and `{% %}`) with `data`.
///
/// Front matter and the text before the first H2 are for the template's author and are left out. A section ends at the
/// next H1 or H2. A line `<!-- human -->` divides it. Missing data is empty. Every value is escaped, so data never
/// becomes a heading, a list, a link or HTML; line breaks in it become blanks. There are no includes, and a section
/// that does not end (over five million instructions) is an error.
pub fn sections(template: &str, data: &serde_json::Value) -> Result<Vec<TemplateSection>, TemplateError> {
    let text = template.strip_prefix('\u{FEFF}').unwrap_or(template).replace("\r\n", "\n");
    let line_of = |at: usize| text[..at].matches('\n').count() + 1;
    let base = front_matter::read(&text, |at| crate::source::to_u32(line_of(at))).range.end;
    let blocks = Blocks::parse(&text, base);
    let environment = environment();
    let data = Value::from(Serde(data));
    let mut anchors = Anchors::default();
    let heads: Vec<_> = blocks
        .top(0..blocks.len())
        .map(|(_, block)| block)
        // `{% endfor %}` above `---` looks like an underlined heading.
        .filter(|b| matches!(b.kind, Kind::Heading(1 | 2)) && text[b.range.start..].starts_with('#'))
        .collect();
    let mut sections = Vec::new();
    for (position, head) in heads.iter().enumerate().filter(|(_, h)| h.kind == Kind::Heading(2)) {
        let end = heads.get(position + 1).map_or(text.len(), |next| next.range.start);
        let title = one_line(&head.plain);
        let body = &text[head.range.end..end];
        let (generated, human) = divide(body);
        let rendered = environment.render_str(generated, &data).map_err(|error| TemplateError {
            section: title.clone(),
            line: line_of(head.range.end) + error.line().unwrap_or(1) - 1,
            message: reason(&error),
        })?;
        sections.push(TemplateSection {
            key: anchors.anchor(&title),
            title,
            generated: tidy(&rendered),
            human: human.trim().to_owned(),
        });
    }
    Ok(sections)
}

fn divide(body: &str) -> (&str, &str) {
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        if line.trim() == HUMAN {
            return (&body[..at], &body[at + line.len()..]);
        }
        at += line.len();
    }
    (body, "")
}

/// Control lines leave blank lines behind; more than one in a row says nothing in Markdown.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = 0;
    for line in text.trim_matches('\n').lines() {
        blank = if line.trim().is_empty() { blank + 1 } else { 0 };
        if blank <= 1 {
            out.push_str(line.trim_end_matches(['\r', '\t']));
            out.push('\n');
        }
    }
    out.trim_end().to_owned()
}

fn reason(error: &minijinja::Error) -> String {
    match error.kind() {
        minijinja::ErrorKind::OutOfFuel => "it does not end; look for a loop over too much".to_owned(),
        _ => error.detail().map_or_else(|| error.to_string(), str::to_owned),
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_fuel(Some(FUEL));
    // A line that holds only `{% … %}` leaves nothing behind: lists and tables stay in one piece.
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.set_formatter(|out, _, value| {
        let text = match value.kind() {
            ValueKind::Undefined | ValueKind::None => return Ok(()),
            _ => value.to_string(),
        };
        out.write_str(&escape(&text)).map_err(minijinja::Error::from)
    });
    environment
}

/// Markdown that shows exactly these words, on one line.
pub(crate) fn escape(text: &str) -> String {
    let line = one_line(text);
    let mut out = String::with_capacity(line.len() + 8);
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut before = ' ';
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |(_, c)| *c);
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' => true,
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '&' => after == '#' || after.is_alphabetic(),
            '#' | '-' | '+' | '=' | '>' | ':' => at == 0,
            '.' | ')' => at == digits,
            '{' | '}' => false,
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::sections;
    use crate::html::safe_html;
    use crate::text::plain;

    #[test]
    #[allow(clippy::unwrap_used)]
    fn sections_are_rendered_and_divided() {
        let template = "---\nrunbook: 1\nkind: template\n---\n# T\n\nfor the author\n\n## What happened\n\n{% for e in entries %}\n- {{ e.at }}: {{ e.text }}\n{% endfor %}\n\n<!-- human -->\n\nWhy *{{ this }}*?\n\n## Next\n\n{{ gone.deep }}\n";
        let data = json!({"entries": [{"at": "10:00", "text": "down"}, {"at": "10:05", "text": "up"}]});
        let got = sections(template, &data).unwrap();
        assert_eq!((got[0].key.as_str(), got[0].title.as_str()), ("what-happened", "What happened"));
        assert_eq!(got[0].generated, "- 10:00: down\n- 10:05: up");
        assert_eq!(got[0].human, "Why *{{ this }}*?");
        assert_eq!((got[1].generated.as_str(), got[1].human.as_str()), ("", ""));
    }

    #[test]
    #[allow(clippy::unwrap_used)]
    fn data_stays_words() {
        for text in [
            "# heading",
            "a\n# b",
            "[x](http://e.example)",
            "<b>x</b>",
            "- item",
            "1. item",
            "12) item",
            "> quote",
            "`code`",
            "a | b",
            "***",
            "---",
            "===",
            "~~x~~",
            "_x_ a_b",
            "&lt; &#60; R&D",
            "![i](x)",
            "<http://e.example>",
            "    code",
            "\\*",
            "+ x",
            ": x",
            "[^1]: x",
            "```",
            "x\r\ny",
        ] {
            let got = sections("## S\n\n{{ x }}\n\nafter\n{{ x }}\n", &json!({ "x": text })).unwrap();
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(plain(&got[0].generated), format!("{words}\nafter {words}"), "{}", got[0].generated);
            let html = safe_html(&got[0].generated);
            for tag in ["<h", "<a", "<b>", "<li", "<blockquote", "<code", "<em", "<hr", "<del", "<pre"] {
                assert!(!html.contains(tag), "{text}: {html}");
            }
        }
    }

    #[test]
    #[allow(clippy::unwrap_used)]
    fn errors_name_section_and_line() {
        let error = sections("# T\n\n## A\n\nfine\n\n## B\n\n{% for %}\n", &json!({})).unwrap_err();
        assert_eq!((error.section.as_str(), error.line), ("B", 9));
        let error = sections("## A\n{% include 'x' %}\n", &json!({})).unwrap_err();
        assert_eq!(error.line, 2);
        let endless = "## A\n{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}\n";
        assert!(sections(endless, &json!({})).unwrap_err().message.contains("does not end"));
    }
}
