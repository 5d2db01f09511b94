//! `<name>`: a blank to fill in, unless it is an HTML element.

/// Elements of HTML (the living standard) and the obsolete ones that still occur; sorted.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "bdi",
    "bdo",
    "big",
    "blink",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "image",
    "img",
    "input",
    "ins",
    "kbd",
    "keygen",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "marquee",
    "math",
    "menu",
    "meta",
    "meter",
    "nav",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "picture",
    "plaintext",
    "pre",
    "progress",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "slot",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
    "xmp",
];

/// The name in the tag at the start of `text`, opening or closing, as it is written.
pub(crate) fn tag(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(inner.len());
    inner.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(&inner[..end])
}

/// The name in `<name>` or `</name>` at the start of `text`, when it is no HTML element, comment or directive.
pub(crate) fn name(text: &str) -> Option<&str> {
    tag(text).filter(|name| ELEMENTS.binary_search(&name.to_ascii_lowercase().as_str()).is_err())
}

/// The text with the `<` of every placeholder written as `&lt;`.
pub(crate) fn escape(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        out.push_str(if name(rest).is_some() { "&lt;" } else { "<" });
        rest = &rest[1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{ELEMENTS, escape, name};

    #[test]
    fn elements_are_sorted_for_the_search() {
        assert!(ELEMENTS.is_sorted());
    }

    #[test]
    fn placeholders_are_told_from_elements() {
        assert_eq!(name("<pod-name>"), Some("pod-name"));
        assert_eq!(name("</YOUR_X>"), Some("YOUR_X"));
        assert_eq!(name("<IMG src=x>"), None);
        assert_eq!(name("<!-- x -->"), None);
        assert_eq!(escape("a <b>x</b> <pod> </pod>"), "a <b>x</b> &lt;pod> &lt;/pod>");
    }
}
