//! Hostile inputs and real files from `../shared/corpora`, which is used where it lies and never copied.
#![allow(missing_docs, clippy::panic, clippy::unwrap_used)]

use std::io::Write as _;
use std::path::{Path, PathBuf};

use decklog_domain::runbook_text::Class;
use decklog_runbook::html::{safe_html, safe_phrase};
use decklog_runbook::{lint, parts, read, step_text, text};

/// Real files in the corpora.
const FILES: u32 = 215;

/// Hostile texts in the corpora.
const VECTORS: u32 = 1594;

/// The folder with the corpora beside the checkout; `None` says how many cases that leaves out, or fails when they are
/// required.
fn corpora(cases: u32) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let found = root.join("../shared/corpora");
    if found.is_dir() {
        return Some(found);
    }
    assert!(
        std::env::var_os("DECKLOG_REQUIRE_CORPORA").is_none(),
        "../shared/corpora is required and absent"
    );
    // Past the test runner, which keeps what a passing test prints.
    let _ = writeln!(std::io::stderr(), "skipped: {cases} cases: the corpora are absent");
    None
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

#[test]
fn every_real_file_is_read_without_loss() {
    let Some(corpora) = corpora(FILES) else { return };
    let mut paths = Vec::new();
    files(&corpora.join("md"), &mut paths);
    assert_eq!(paths.len(), FILES as usize);
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.display();
        let document = read(&bytes, &path.to_string_lossy());
        let cut = parts(&bytes);
        let joined: Vec<u8> = cut.iter().flat_map(|part| bytes[part.clone()].iter().copied()).collect();
        assert_eq!(joined, bytes, "{name}");
        assert!(
            !document.title.is_empty() && (document.class == Class::Empty) == bytes.trim_ascii().is_empty(),
            "{name}"
        );
        assert_eq!(document.class == Class::Runbook, !document.steps.is_empty(), "{name}");
        let mut end = 0;
        let mut ids = std::collections::HashSet::new();
        for step in &document.steps {
            assert!(
                step.start >= end && step.start < step.end && step.end as usize <= bytes.len(),
                "{name}: {}",
                step.id
            );
            end = step.end;
            assert!(!step.id.is_empty() && ids.insert(&step.id), "{name}: {}", step.id);
            assert!(!step.title.is_empty() && step.title.chars().count() <= 110, "{name}: {}", step.title);
            assert!((step.section as usize) < document.sections.len(), "{name}");
            assert!(step.line <= step.end_line, "{name}");
        }
        no_part_begins_in_a_fence(&bytes, &cut, &name.to_string());
        lint(&bytes, &path.to_string_lossy(), Some("2026-01-01"));
        safe_html(&String::from_utf8_lossy(&bytes));
    }
}

/// Counts fence marks at column 0, as a reader of the raw file would, in files where each is closed the plain way.
fn no_part_begins_in_a_fence(bytes: &[u8], cut: &[std::ops::Range<usize>], name: &str) {
    let text = String::from_utf8_lossy(bytes);
    let marks: Vec<(usize, &str)> = text
        .split_inclusive('\n')
        .scan(0, |at, line| {
            let start = *at;
            *at += line.len();
            Some((start, line))
        })
        .filter(|(_, line)| line.contains("```") || line.contains("~~~"))
        .collect();
    let plain = marks.iter().enumerate().all(|(i, (_, line))| {
        let line = line.trim_end();
        if i % 2 == 0 { line.starts_with("```") && !line[3..].contains('`') } else { line == "```" }
    });
    if !plain || marks.len() % 2 == 1 {
        return;
    }
    for pair in marks.chunks(2) {
        let inside = pair[0].0 + 1..=pair[1].0;
        let bad = cut.iter().find(|part| inside.contains(&part.start));
        assert!(bad.is_none(), "{name}: a part begins in the fence at byte {}: {bad:?}", pair[0].0);
    }
}

#[derive(Debug)]
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

/// The tags of sanitised HTML: attributes are always quoted there.
fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    for piece in html.split('<').skip(1) {
        let tag = piece.split('>').next().unwrap_or_default();
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut attributes = Vec::new();
        while let Some((key, after)) = rest.split_once("=\"") {
            let (value, after) = after.split_once('"').unwrap_or((after, ""));
            attributes.push((key.trim().to_lowercase(), value.to_owned()));
            rest = after;
        }
        tags.push(Tag { name: name.trim_start_matches('/').to_lowercase(), attributes });
    }
    tags
}

/// The text is inert as a text, as a phrase, cut into the parts of a step, and as a value put into either.
fn assert_inert(source: &str, id: &str) {
    let put = |text: &str| text.replace("{{x}}", source);
    let as_value = "a {{x}} `{{x}}` [b]({{x}}) **{{x}}**";
    let mut all = safe_html(source) + &safe_phrase(source, &put) + &safe_phrase(as_value, &put);
    for markdown in [source, as_value] {
        for part in step_text::parts(markdown, 1, 1, &put) {
            if let step_text::Part::Prose(html) = part {
                all.push_str(&html);
            }
        }
    }
    assert_html_is_inert(&all, id);
}

fn assert_html_is_inert(html: &str, id: &str) {
    for tag in tags(html) {
        let forbidden = [
            "script", "style", "iframe", "object", "embed", "img", "svg", "math", "form", "input", "button",
            "link", "meta", "base", "video", "audio", "source", "template",
        ];
        assert!(!forbidden.contains(&tag.name.as_str()), "{id}: {html}");
        for (key, value) in &tag.attributes {
            assert!(!key.starts_with("on") && key != "style" && key != "src" && key != "id", "{id}: {html}");
            if key == "href" {
                let scheme = value.to_lowercase();
                let known = ["http://", "https://", "mailto:", "#"].iter().any(|s| scheme.starts_with(s));
                assert!(
                    known || !scheme.split(['/', '?', '#']).next().unwrap_or_default().contains(':'),
                    "{id}: {html}"
                );
                assert!(!scheme.starts_with("//") && !scheme.contains('\\'), "{id}: {html}");
            }
        }
    }
    assert!(!html.to_lowercase().contains("<script"), "{id}: {html}");
}

#[test]
fn hostile_vectors_become_inert_html() {
    let Some(corpora) = corpora(VECTORS) else { return };
    let own = std::fs::read_to_string(corpora.join("hostile/own-product-vectors.json")).unwrap();
    let mut vectors: Vec<serde_json::Value> = serde_json::from_str(&own).unwrap();
    let permissive = std::fs::read_to_string(corpora.join("hostile/vectors-permissive.jsonl")).unwrap();
    vectors.extend(permissive.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()));
    assert_eq!(vectors.len(), VECTORS as usize);
    for vector in vectors {
        let (id, payload) = (vector["id"].as_str().unwrap(), vector["payload"].as_str().unwrap());
        assert_inert(payload, id);
        assert_inert(&format!("- a\n\n  {payload}\n"), id);
        for file in [payload.to_owned(), format!("---\nrunbook: 1\n---\n{payload}")] {
            let document = read(file.as_bytes(), "x.md");
            document.steps.iter().for_each(|step| assert_inert(&step.body, id));
            lint(file.as_bytes(), "x.md", None);
            text::plain(&file);
        }
    }
}

#[test]
#[allow(clippy::disallowed_methods)] // a limit in time is what is tested
fn depth_and_length_are_survived() {
    let size = 1 << 17;
    for (unit, count) in [
        ("> ", size / 2),
        ("- ", size / 2),
        ("[", size),
        ("*", size),
        ("<b>", 20_000),
        ("## a\n", size / 5),
        ("1. ", size / 3),
        ("`", size),
        ("|", size),
        ("### a\n- **Role:** b\n", size / 20),
        ("[a](#b)\n", size / 8),
        ("- [ ] a\n", size / 8),
        ("```\n", size / 4),
        ("{{", size / 2),
        ("a: b\n", size / 5),
        ("**Step 1:** x\n\n", size / 16),
    ] {
        let text = unit.repeat(count);
        for file in [text.clone(), format!("---\nrunbook: 1\n---\n## Immediate actions\n\n{text}")] {
            let started = std::time::Instant::now();
            let document = read(file.as_bytes(), "deep.md");
            assert!(!document.title.is_empty());
            let joined: usize = parts(file.as_bytes()).iter().map(ExactSizeIterator::len).sum();
            assert_eq!(joined, file.len());
            lint(file.as_bytes(), "deep.md", None);
            assert!(started.elapsed().as_secs() < 20, "{unit:?}: {:?}", started.elapsed());
        }
    }
}
