#![allow(clippy::unwrap_used)]
//! Hostile texts as what people type, in the forms that others open. The texts lie in `../shared/corpora` and are never
//! copied.

use std::io::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::{Report, Value, html, markdown};

/// Hostile texts in the corpora.
const VECTORS: usize = 1594;

/// Every hostile text with its id; `None` says how many are left out, or fails when they are required.
pub(crate) fn vectors() -> Option<Vec<(String, String)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpora/hostile");
    if !folder.is_dir() {
        assert!(std::env::var_os("DECKLOG_REQUIRE_CORPORA").is_none(), "the corpora are required and absent");
        // Past the test runner, which keeps what a passing test prints.
        let _ = writeln!(std::io::stderr(), "skipped: {VECTORS} cases: the corpora are absent");
        return None;
    }
    let own = std::fs::read_to_string(folder.join("own-product-vectors.json")).unwrap();
    let mut vectors: Vec<serde_json::Value> = serde_json::from_str(&own).unwrap();
    let permissive = std::fs::read_to_string(folder.join("vectors-permissive.jsonl")).unwrap();
    vectors.extend(permissive.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()));
    assert_eq!(vectors.len(), VECTORS);
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    Some(vectors.iter().map(|vector| (text(&vector["id"]), text(&vector["payload"]))).collect())
}

/// The sample without what stays the same in every report, which is tested elsewhere.
static SAMPLE: LazyLock<Report> = LazyLock::new(|| {
    let sample: Report = serde_json::from_str(include_str!("../tests/data/sample.json")).unwrap();
    let (milestones, decisions, evidence) = (Vec::new(), Vec::new(), Vec::new());
    Report { milestones, decisions, evidence, people: Vec::new(), postmortem: None, ..sample }
});

/// A report in which each text is a note, the title of a step and a value; the first is the incident's title as well.
pub(crate) fn report<'a>(texts: impl IntoIterator<Item = &'a str>) -> Report {
    let mut report = SAMPLE.clone();
    let (note, mut run) = (report.timeline[0].clone(), report.runs[0].clone());
    let mut step = run.visits[0].clone();
    report.timeline.clear();
    run.visits.clear();
    for (index, text) in texts.into_iter().enumerate() {
        if index == 0 {
            report.incident.title = text.into();
        }
        report.timeline.push(crate::Entry { text: text.into(), ..note.clone() });
        step.title = text.into();
        step.values = vec![Value { name: "seen".into(), value: text.into() }];
        run.visits.push(step.clone());
    }
    report.runs = vec![run];
    report
}

/// Letters and digits alone: what wrapping, escaping and marks leave as it is.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The text as HTML shows it: with entities, and with what turns the reading direction spelled out.
fn entities(text: &str) -> String {
    let entity = |c: char| match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        '\'' => "&#39;".to_owned(),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => format!("[U+{:04X}]", u32::from(c)),
        c => c.to_string(),
    };
    text.chars().map(entity).collect()
}

#[test]
fn in_html_nothing_runs_and_nothing_is_fetched() {
    let Some(vectors) = vectors() else { return };
    for (id, payload) in vectors {
        let page = html(&report([payload.as_str()]));
        let (_, body) = page.split_once("</style>").unwrap();
        let mut text = String::new();
        for piece in body.split('<').skip(1) {
            let (tag, after) = piece.split_once('>').unwrap();
            text.push_str(after);
            let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            let known = [
                "a", "body", "br", "code", "col", "colgroup", "dd", "div", "dl", "dt", "footer", "h1", "h2",
                "h3", "head", "header", "html", "li", "main", "nav", "ol", "p", "s", "section", "span",
                "strong", "b", "table", "tbody", "td", "th", "thead", "tr", "ul",
            ];
            assert!(known.contains(&name.trim_start_matches('/')), "{id}: <{tag}>");
            let mut rest = attributes;
            while let Some((key, after)) = rest.split_once("=\"") {
                let (value, after) = after.split_once('"').unwrap();
                let allowed = match key.trim() {
                    "href" => value.starts_with('#'),
                    "style" => value.starts_with("width: "),
                    "class" | "id" | "role" | "scope" | "colspan" => true,
                    key => key.starts_with("aria-"),
                };
                assert!(allowed, "{id}: <{tag}>");
                rest = after;
            }
            assert_eq!(rest.trim(), "", "{id}: <{tag}>");
        }
        let expected = letters(&entities(&payload));
        let times = if expected.is_empty() { 4 } else { letters(&text).matches(&expected).count() };
        assert!(times >= 4, "{id}: shown {times} times, not as title, note, step and value");
    }
}

#[test]
fn markdown_shows_the_words_and_nothing_else() {
    let Some(vectors) = vectors() else { return };
    for (id, payload) in vectors {
        let page = markdown(&report([payload.as_str()]));
        let mut text = String::new();
        for event in Parser::new_ext(&page, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
            match event {
                Event::Text(words) | Event::Code(words) => text.push_str(&words),
                Event::InlineHtml(html) | Event::Html(html) => {
                    let own = ["<br>", "</a>"].contains(&&*html) || html.starts_with("<a id=\"e-");
                    assert!(own, "{id}: {html}");
                }
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    assert!(dest_url.starts_with('#'), "{id}: {dest_url}");
                }
                _ => {}
            }
        }
        let expected = letters(&payload);
        let times = if expected.is_empty() { 4 } else { letters(&text).matches(&expected).count() };
        assert!(times >= 4, "{id}: shown {times} times, not as title, note, step and value\n{page}");
    }
}
