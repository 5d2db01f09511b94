//! Raw HTML that is opened and not closed where it stands: it would take along all words after it.

use crate::placeholder::tag;

/// Elements whose insides are no markup: everything up to their closing tag belongs to them.
const TAKING: [&str; 12] = [
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "script",
    "select",
    "style",
    "template",
    "textarea",
    "title",
    "xmp",
];

/// Elements that only mean something inside others; within a line they would tear apart the table they stand in, or have
/// what follows read by other rules.
const PARTS: [&str; 12] =
    ["caption", "col", "colgroup", "math", "svg", "table", "tbody", "td", "tfoot", "th", "thead", "tr"];

/// What is no tag, and what closes it; the longer beginnings first.
const DIRECTIVES: [(&str, &str); 4] = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")];

/// Whether a tag that stands within a line would reach past it: it takes words along or tears a table apart.
pub(crate) fn reaches_out(tag: &str) -> bool {
    name(tag).is_some_and(|name| TAKING.contains(&name.as_str()) || PARTS.contains(&name.as_str()))
}

/// A block of raw HTML with the `<` of everything that it leaves open written as `&lt;`.
pub(crate) fn escape(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (kept, opening) = match end(rest) {
            Some(end) => (end, ""),
            None => (1, "&lt;"),
        };
        out.push_str(opening);
        out.push_str(&rest[opening.len().min(1)..kept]);
        rest = &rest[kept..];
    }
    out.push_str(rest);
    out
}

/// Where what begins at the `<` of `text` ends, with its insides when they are no markup; `None` when it stays open.
fn end(text: &str) -> Option<usize> {
    if let Some((_, close)) = DIRECTIVES.iter().find(|(open, _)| text.starts_with(open)) {
        // `<!-->` is a whole comment.
        return text[2..].find(close).map(|at| 2 + at + close.len());
    }
    let Some(name) = name(text) else { return Some(1) };
    let end = tag_end(text)?;
    if text.starts_with("</") || !TAKING.contains(&name.as_str()) {
        return Some(end);
    }
    let mut at = end;
    loop {
        at += text[at..].find("</")?;
        if self::name(&text[at..]).as_ref() == Some(&name) {
            return tag_end(&text[at..]).map(|end| at + end);
        }
        at += 2;
    }
}

/// The name in the tag at the start of `text`, in small letters.
fn name(text: &str) -> Option<String> {
    tag(text).map(str::to_ascii_lowercase)
}

/// Behind the `>` of the tag at the start of `text`; one in a quoted value is none.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '>' => return Some(at + 1),
            // Elsewhere a quote is part of a name or of a value without quotes.
            None if before == '=' && matches!(c, '"' | '\'') => quote = Some(c),
            None => {}
        }
        if !c.is_ascii_whitespace() {
            before = c;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{escape, reaches_out};

    #[test]
    fn what_is_closed_stays() {
        for html in [
            "<!-- a\nb --> c",
            "<!-->c",
            "<?php a > b ?>c",
            "<!DOCTYPE html>",
            "<script>a < b</SCRIPT >c",
            "<style>a</styles></style>",
            "<div title=\"a > b\">c",
            "a < b <3",
            "</p>",
        ] {
            assert_eq!(escape(html), html);
        }
    }

    #[test]
    fn what_is_open_becomes_text() {
        assert_eq!(escape("<!-- a <b>c</b>"), "&lt;!-- a <b>c</b>");
        assert_eq!(escape("<?php a"), "&lt;?php a");
        assert_eq!(escape("<p><Script src=x>a</style>"), "<p>&lt;Script src=x>a</style>");
        assert_eq!(escape("<div class=\"a>\n"), "&lt;div class=\"a>\n");
        assert_eq!(escape("<style>a</style x"), "&lt;style>a&lt;/style x");
        assert_eq!(escape("<plaintext>a"), "&lt;plaintext>a");
        assert!(reaches_out("</SCRIPT>") && reaches_out("</td>") && !reaches_out("<titles>"));
    }
}
