//! The report as one HTML file: no script, no request to anywhere, readable in the dark and on paper.

use decklog_runbook::html::safe_html;

use crate::Report;
use crate::content::{Block, Cell, Chapter, Content, Fact, Row, Style, Table};

const STYLE: &str = include_str!("style.css");

/// Nothing may be loaded or run; only the style in this file applies.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Writes a report as one HTML document (UTF-8). Everything people typed is escaped; the Markdown of postmortem sections
/// passes through the sanitiser that shows runbooks.
pub fn html(report: &Report) -> String {
    let content = Content::of(report);
    let title = escape(&content.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
    );
    out.push_str(&format!(
        "<header>\n<p class=\"mark\"><b>DECKLOG</b> <span>Incident report</span></p>\n\
         <p class=\"number\">{}</p>\n<h1>{}</h1>\n</header>\n",
        escape(&content.number),
        escape(&content.name)
    ));
    if let Some(banner) = &content.banner {
        out.push_str(&format!("<p class=\"banner\" role=\"note\">{}</p>\n", escape(banner)));
    }
    facts("cover", &content.cover, &mut out);
    out.push_str("<nav aria-label=\"Contents\">\n<ol>\n");
    for chapter in &content.chapters {
        out.push_str(&format!("<li><a href=\"#{}\">{}</a></li>\n", chapter.id, chapter.title));
    }
    out.push_str("</ol>\n</nav>\n<main>\n");
    for chapter in &content.chapters {
        self::chapter(chapter, &mut out);
    }
    out.push_str("</main>\n<footer>\n");
    for line in &content.foot {
        out.push_str(&format!("<p>{}</p>\n", escape(line)));
    }
    out.push_str("</footer>\n</body>\n</html>\n");
    out
}

fn chapter(chapter: &Chapter, out: &mut String) {
    let Chapter { id, title, blocks } = chapter;
    out.push_str(&format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n"));
    for block in blocks {
        self::block(block, out);
    }
    out.push_str("</section>\n");
}

fn block(block: &Block, out: &mut String) {
    match block {
        Block::Heading { text } => out.push_str(&format!("<h3>{}</h3>\n", escape(text))),
        Block::Label { text } => out.push_str(&format!("<p class=\"label\">{}</p>\n", escape(text))),
        Block::Lead { text } => out.push_str(&format!("<p class=\"muted\">{}</p>\n", escape(text))),
        Block::Plain { text } => out.push_str(&format!("<p class=\"plain\">{}</p>\n", escape(text))),
        Block::Markdown { text, human } => {
            let (class, origin) =
                if *human { ("human", "Written by people") } else { ("record", "From the record") };
            let prose = safe_html(text);
            out.push_str(&format!(
                "<div class=\"prose {class}\">\n<p class=\"label\">{origin}</p>\n{prose}</div>\n"
            ));
        }
        Block::Facts { facts } => self::facts("facts", facts, out),
        Block::Figures { figures } => {
            out.push_str("<dl class=\"figures\">\n");
            for figure in figures {
                let [value, name, note] =
                    [&figure.value, &figure.name, &figure.note].map(|text| escape(text));
                out.push_str(&format!(
                    "<div><dt>{name} <span class=\"muted\">{note}</span></dt><dd>{value}</dd></div>\n"
                ));
            }
            out.push_str("</dl>\n");
        }
        Block::Table(table) => self::table(table, out),
        Block::List { items } => {
            out.push_str("<ul>\n");
            for item in items {
                out.push_str(&format!("<li>{}</li>\n", escape(item)));
            }
            out.push_str("</ul>\n");
        }
    }
}

fn facts(class: &str, facts: &[Fact], out: &mut String) {
    out.push_str(&format!("<dl class=\"{class}\">\n"));
    for fact in facts {
        out.push_str(&format!("<div><dt>{}</dt><dd>{}</dd></div>\n", fact.name, cell(&fact.cell)));
    }
    out.push_str("</dl>\n");
}

fn table(table: &Table, out: &mut String) {
    out.push_str("<table>\n<colgroup>");
    for column in &table.columns {
        out.push_str(&format!("<col style=\"width: {}%\">", column.share));
    }
    out.push_str("</colgroup>\n<thead><tr>");
    for column in &table.columns {
        out.push_str(&format!("<th scope=\"col\">{}</th>", escape(&column.title)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        match row {
            Row::Group { text } => {
                let (span, text) = (table.columns.len(), escape(text));
                out.push_str(&format!(
                    "<tr class=\"group\"><th scope=\"colgroup\" colspan=\"{span}\">{text}</th></tr>\n"
                ));
            }
            Row::Cells { anchor, cells } => {
                match anchor {
                    Some(record) => out.push_str(&format!("<tr id=\"e-{}\">", escape(record))),
                    None => out.push_str("<tr>"),
                }
                for lines in cells {
                    out.push_str(&format!("<td>{}</td>", cell(lines)));
                }
                out.push_str("</tr>\n");
            }
        }
    }
    out.push_str("</tbody>\n</table>\n");
}

fn cell(lines: &Cell) -> String {
    let mut out = String::new();
    for (index, spans) in lines.iter().enumerate() {
        if index > 0 {
            out.push_str("<br>");
        }
        for span in spans {
            let text = escape(&span.text);
            out.push_str(&match span.style {
                Style::Plain => format!("<span>{text}</span>"),
                Style::Strong => format!("<strong>{text}</strong>"),
                Style::Muted => format!("<span class=\"muted\">{text}</span>"),
                Style::Code => format!("<code>{text}</code>"),
                Style::Struck => format!("<s>{text}</s>"),
                Style::Ok => format!("<strong class=\"ok\">{text}</strong>"),
                Style::Warn => format!("<strong class=\"warn\">{text}</strong>"),
                Style::Crit => format!("<strong class=\"crit\">{text}</strong>"),
            });
        }
    }
    out
}

/// Text for an element or a quoted attribute. Control characters, which HTML has no way to write, become U+FFFD.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            '\r' => {}
            // A turned-around line could hide what was recorded.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                out.push_str(&format!("[U+{:04X}]", c as u32))
            }
            _ if c.is_control() => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}
