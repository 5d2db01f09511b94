//! Markdown to HTML that can be shown beside the app's own.

use std::borrow::Cow;
use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Parser, Tag, TagEnd, TextMergeStream};

use crate::blocks::dialect;
use crate::{front_matter, placeholder, unclosed};

/// CommonMark + GFM to sanitised HTML.
///
/// - `<name>` placeholders that are no HTML element are shown as text instead of being deleted.
/// - Raw HTML that is opened and not closed, such as `<!--`, is shown as text instead of taking along what stands after it.
/// - Links keep their address only for http, https, mailto, in-page anchors and relative paths.
/// - Images are never fetched: their alternative text and address are shown.
/// - Scripts, styles, event handlers, forms, frames, ids and foreign classes are removed; fences keep
///   `class="language-…"`, GFM alerts their `markdown-alert-…`. Task boxes become ☐ and ☑.
pub fn safe_html(markdown: &str) -> String {
    render(harmless(Parser::new_ext(markdown, dialect())))
}

/// As [`safe_html`], with `fill` applied to every stretch of words, code and address: a value that `fill` puts in stands
/// there as it is and can never become markup. Text of a single paragraph comes without `<p>`, to stand within a line.
pub fn safe_phrase(markdown: &str, fill: &dyn Fn(&str) -> String) -> String {
    let mut events: Vec<Event<'_>> = filled(markdown, fill).collect();
    let paragraph =
        |event: &Event<'_>| matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph));
    if events.iter().filter(|event| paragraph(event)).count() == 2
        && events.first().is_some_and(paragraph)
        && events.last().is_some_and(paragraph)
    {
        events.retain(|event| !paragraph(event));
    }
    render(harmless(events.into_iter()))
}

/// A whole file as [`safe_html`], without the front matter above its text.
pub fn safe_page(text: &str) -> String {
    safe_html(parts(text).1)
}

/// The front matter's YAML, when there is one, and the text below it.
fn parts(text: &str) -> (Option<&str>, &str) {
    let text = text.trim_start_matches('\u{feff}');
    match front_matter::locate(text) {
        Some((whole, yaml)) => (Some(&text[yaml]), &text[whole.end..]),
        None => (None, text),
    }
}

/// The events of a text with `fill` applied to words, code and addresses.
pub(crate) fn filled<'a>(
    markdown: &'a str,
    fill: &'a dyn Fn(&str) -> String,
) -> impl Iterator<Item = Event<'a>> {
    let put = |text: CowStr<'a>| match fill(&text) {
        filled if *filled == *text => text,
        filled => filled.into(),
    };
    TextMergeStream::new(Parser::new_ext(markdown, dialect())).map(move |event| match event {
        Event::Text(text) => Event::Text(put(text)),
        Event::Code(text) => Event::Code(put(text)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: put(dest_url), title: put(title), id })
        }
        other => other,
    })
}

/// Events to sanitised HTML.
pub(crate) fn render<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events);
    SANITISER.clean(&html).to_string()
}

/// Images as words, placeholders and what stays open as text, task boxes as characters.
pub(crate) fn harmless<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    let mut images: Vec<String> = Vec::new();
    whole_blocks(events).map(move |event| match event {
        Event::Start(Tag::Image { dest_url, .. }) => {
            images.push(dest_url.into_string());
            Event::Text("".into())
        }
        Event::End(TagEnd::Image) => Event::Text(format!(" ({})", images.pop().unwrap_or_default()).into()),
        Event::InlineHtml(html) if placeholder::name(&html).is_some() || unclosed::reaches_out(&html) => {
            Event::Text(html)
        }
        Event::Html(html) => Event::Html(unclosed::escape(&placeholder::escape(&html)).into()),
        Event::TaskListMarker(done) => Event::Text(if done { "☑ " } else { "☐ " }.into()),
        other => other,
    })
}

/// A whole file as sanitised HTML: its front matter as a block of YAML, then its text as [`safe_html`] shows it. Bytes
/// that are no UTF-8 are shown as U+FFFD.
pub fn file_html(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let (yaml, text) = parts(&text);
    let Some(yaml) = yaml else { return safe_html(text) };
    let block = Tag::CodeBlock(CodeBlockKind::Fenced("yaml".into()));
    let events = [Event::Start(block), Event::Text(yaml.into()), Event::End(TagEnd::CodeBlock)];
    render(events.into_iter()) + &safe_html(text)
}

/// The lines of a block of HTML as one event: only then one sees what it leaves open.
fn whole_blocks<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    let mut events = events.peekable();
    std::iter::from_fn(move || match events.next()? {
        Event::Html(first) => {
            let mut block = first.into_string();
            while let Some(Event::Html(more)) = events.next_if(|next| matches!(next, Event::Html(_))) {
                block.push_str(&more);
            }
            Some(Event::Html(block.into()))
        }
        other => Some(other),
    })
}

const ALERTS: [&str; 5] = [
    "markdown-alert-note",
    "markdown-alert-tip",
    "markdown-alert-important",
    "markdown-alert-warning",
    "markdown-alert-caution",
];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .rm_tags(["img", "map", "area"])
        .add_tag_attributes("code", ["class"])
        .add_allowed_classes("blockquote", ALERTS)
        .rm_generic_attributes(["id"])
        .url_schemes(["http", "https", "mailto"].into())
        .attribute_filter(attribute);
    builder
});

fn attribute<'v>(element: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    match (element, attribute) {
        (_, "href" | "cite") => is_safe_address(value).then_some(Cow::Borrowed(value)),
        ("code", "class") => is_language(value).then_some(Cow::Borrowed(value)),
        _ => Some(Cow::Borrowed(value)),
    }
}

/// An address that a person may be offered to open, or one inside the text itself.
pub(crate) fn is_safe_address(address: &str) -> bool {
    let bad = |c: char| c.is_control() || c == '\\' || crate::invisible::is_invisible(c);
    if address.chars().any(bad) || address.starts_with(char::is_whitespace) {
        return false;
    }
    let scheme = address.find([':', '/', '?', '#']).filter(|at| address[*at..].starts_with(':'));
    match scheme.map(|at| address[..at].to_ascii_lowercase()).as_deref() {
        Some("http" | "https") => address.contains("://"),
        Some("mailto") => !["%0a", "%0d"].iter().any(|line| address.to_ascii_lowercase().contains(line)),
        Some(_) => false,
        None => !address.starts_with('/'),
    }
}

fn is_language(class: &str) -> bool {
    let word = class.strip_prefix("language-");
    word.is_some_and(|w| w.len() <= 40 && w.chars().all(|c| c.is_alphanumeric() || "+#._-".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::{file_html, is_safe_address, safe_html, safe_page, safe_phrase};

    #[test]
    fn ordinary_text() {
        assert_eq!(safe_html("# A\n\n*b* `c`\n"), "<h1>A</h1>\n<p><em>b</em> <code>c</code></p>\n");
        assert_eq!(safe_html("```sh read\nls\n```"), "<pre><code class=\"language-sh\">ls\n</code></pre>\n");
        assert!(safe_html("> [!WARNING]\n> x").contains("class=\"markdown-alert-warning\""));
        assert!(safe_html("- [ ] a\n- [x] b").contains("☐ a"));
        assert!(safe_html("| a |\n|---|\n| b |").contains("<table>"));
    }

    #[test]
    fn front_matter_is_shown_as_what_it_is() {
        let file = "\u{feff}---\r\nrunbook: 1\r\ntitle: <script>x</script>\r\n---\r\n\r\n# A\r\n";
        let html = file_html(file.as_bytes());
        let yaml = "runbook: 1\ntitle: &lt;script&gt;x&lt;/script&gt;\n";
        assert_eq!(html, format!("<pre><code class=\"language-yaml\">{yaml}</code></pre>\n<h1>A</h1>\n"));
        assert_eq!(file_html(b"a\xff"), "<p>a\u{fffd}</p>\n");
        assert_eq!(file_html(b""), "");
        assert!(!file_html(b"<script>x</script><p onclick=x>y</p>").contains("x"));
    }

    #[test]
    fn placeholders_survive() {
        assert_eq!(safe_html("delete <pod-name> now"), "<p>delete &lt;pod-name&gt; now</p>\n");
        assert!(safe_html("<node-name>\n").contains("&lt;node-name&gt;"));
        assert!(safe_html("<div>\nwith <pod>\n</div>").contains("&lt;pod&gt;"));
    }

    #[test]
    fn nothing_takes_along_the_words_after_it() {
        for open in [
            "<!--",
            "<!-- a",
            "<?php",
            "<![CDATA[",
            "<script>",
            "<script src=x>",
            "<STYLE>",
            "<textarea>",
            "<title>",
            "<xmp>",
            "<iframe>",
            "<noembed>",
            "<noframes>",
            "<noscript>",
            "<plaintext>",
            "<select>",
            "<template>",
            "<svg>",
            "<math>",
            "<svg><style>",
            "<math><mtext><style>",
            "<table>",
            "<frameset>",
            "<details>",
            "<div title=\"",
            "<a href='",
            "<p><!--",
            "<button>",
            "<object>",
            "<form>",
            "<option>",
            "<script>a</style>",
            "<svg><title>",
            "<math><annotation-xml>",
            "<caption>",
            "<dialog>",
            "<head>",
        ] {
            for around in ["{}", "x {}", "- x\n\n  {}", "<div>\n{}", "> {}", "| a |\n|---|\n| {} |"] {
                let markdown = around.replace("{}", open) + "\n\n# After\n\nall *that* `follows`\n";
                let html = safe_html(&markdown);
                for words in ["After", "that", "follows"] {
                    assert!(html.contains(words), "{markdown}\nlacks `{words}`:\n{html}");
                }
            }
        }
        let table = "| a | b |\n|---|---|\n| <b>x</td></table><br> | y |\n";
        assert_eq!(safe_html(table).matches("<td>").count(), 2, "{}", safe_html(table));
        assert_eq!(safe_html("a <script>b</script> c"), "<p>a &lt;script&gt;b&lt;/script&gt; c</p>\n");
        assert_eq!(safe_html("<!-- a -->\nb"), "\n<p>b</p>\n");
    }

    #[test]
    fn a_value_is_never_markup() {
        let fill = |text: &str| text.replace("{{my_name}}", "*x* <b>`y`");
        assert_eq!(safe_phrase("see {{my_name}}", &fill), "see *x* &lt;b&gt;`y`");
        assert_eq!(safe_phrase("`{{my_name}}` *now*", &fill), "<code>*x* &lt;b&gt;`y`</code> <em>now</em>");
        let fill = |text: &str| text.replace("{{x}}", "javascript:alert(1)");
        assert!(!safe_phrase("[a]({{x}})", &fill).contains("javascript"));
    }

    #[test]
    fn a_phrase_has_no_paragraph_and_a_page_no_front_matter() {
        let same = |text: &str| text.to_owned();
        assert_eq!(safe_phrase("a **b**", &same), "a <strong>b</strong>");
        assert_eq!(safe_phrase("a\n\nb", &same), "<p>a</p>\n<p>b</p>\n");
        assert_eq!(safe_phrase("- a\n\n  b", &same), "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>\n");
        assert_eq!(safe_page("---\nrunbook: 1\n---\n# A\n"), "<h1>A</h1>\n");
        assert_eq!(safe_page("a\n---\n"), "<h2>a</h2>\n");
    }

    #[test]
    fn images_are_words() {
        assert_eq!(safe_html("![plan](http://x.example/p.png)"), "<p>plan (http://x.example/p.png)</p>\n");
        assert!(!safe_html("<img src=\"http://x.example/p.png\">").contains("src"));
    }

    #[test]
    fn addresses() {
        for good in ["https://a.example/b", "mailto:a@b.example", "#top", "./other.md", "a/b.md#c", "x?y:z"] {
            assert!(is_safe_address(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "java\tscript:alert(1)",
            "//evil.example",
            "\\\\evil\\x",
            "/etc/passwd",
            "file:///x",
            "data:text/html,x",
            "mailto:a@b?x=%0d%0aBcc:c",
            "https:evil",
            " javascript:x",
            "http://a.example/\u{202E}x",
        ] {
            assert!(!is_safe_address(bad), "{bad}");
        }
    }
}
