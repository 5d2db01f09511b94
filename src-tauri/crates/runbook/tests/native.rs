//! The runbook language, read from a whole file and from small ones.
#![allow(missing_docs)]

use decklog_domain::runbook_text::{Class, Document, Format, Level, SectionKind, Step};
use decklog_runbook::{parts, read};

const EXAMPLE: &str = include_str!("data/example.md");

fn runbook(body: &str) -> Document {
    read(format!("---\nrunbook: 1\n---\n{body}").as_bytes(), "test.md")
}

fn step(fields: &str) -> (Step, Vec<String>) {
    let document = runbook(&format!("# T\n\n## P\n\n### S\n{fields}\n\n## Other\n\ntext\n"));
    let codes = document.diagnostics.iter().map(|d| format!("{}:{}", d.code, d.line)).collect();
    (document.steps.into_iter().next().unwrap_or_default(), codes)
}

#[test]
fn the_example_reads_as_before() {
    insta::assert_json_snapshot!(read(EXAMPLE.as_bytes(), "example.md"));
}

#[test]
fn a_file_without_text_says_so() {
    for bytes in ["", " \n\t\n", "\u{feff}"] {
        let document = read(bytes.as_bytes(), "later.md");
        let codes: Vec<(&str, u32)> =
            document.diagnostics.iter().map(|d| (d.code.as_str(), d.line)).collect();
        assert_eq!((document.class, codes), (Class::Empty, vec![("empty-file", 1)]), "{bytes:?}");
    }
    assert_eq!(read(b"Words.\n", "words.md").diagnostics, []);
}

#[test]
fn sub_items_keep_their_marks_and_lose_that_of_optional() {
    let (step, _) = step(
        "- [ ] Tell them *(optional)*\n- [ ] Say *why* _(optional)_\n- [ ] *(optional)* Ask\n- [ ] *All* ~~three~~\n- [ ] Plain (optional)",
    );
    let tasks: Vec<(&str, bool)> =
        step.tasks.iter().map(|task| (task.text.as_str(), task.optional)).collect();
    let expected = [
        ("Tell them", true),
        ("Say *why*", true),
        ("Ask", true),
        ("*All* ~~three~~", false),
        ("Plain", true),
    ];
    assert_eq!(tasks, expected);
}

#[test]
fn the_example_has_no_finding() {
    let document = read(EXAMPLE.as_bytes(), "example.md");
    assert_eq!(document.diagnostics, []);
    assert_eq!((document.format, document.class), (Format::Native, Class::Runbook));
}

#[test]
fn step_ranges_begin_with_their_heading_or_item() {
    let document = read(EXAMPLE.as_bytes(), "example.md");
    for step in &document.steps {
        let text = &EXAMPLE[step.start as usize..step.end as usize];
        assert!(text.starts_with("##") || text.starts_with("- [ ]"), "{text}");
        let first_line = EXAMPLE[..step.start as usize].matches('\n').count() + 1;
        assert_eq!(step.line as usize, first_line);
    }
    let cut: String = parts(EXAMPLE.as_bytes()).into_iter().map(|r| &EXAMPLE[r]).collect();
    assert_eq!(cut, EXAMPLE);
}

#[test]
fn crlf_bom_and_a_missing_last_newline_change_no_step() {
    let plain = read(EXAMPLE.as_bytes(), "example.md");
    let texts = |bytes: &[u8], document: &Document| -> Vec<String> {
        let cut = |s: &Step| {
            String::from_utf8_lossy(&bytes[s.start as usize..s.end as usize]).replace("\r\n", "\n")
        };
        document.steps.iter().map(|s| cut(s).trim_end().to_owned()).collect()
    };
    let want = texts(EXAMPLE.as_bytes(), &plain);
    let crlf = EXAMPLE.replace('\n', "\r\n");
    let bom = format!("\u{FEFF}{EXAMPLE}");
    for bytes in [crlf.as_bytes(), bom.as_bytes(), EXAMPLE.trim_end().as_bytes()] {
        let other = read(bytes, "example.md");
        assert_eq!(texts(bytes, &other), want);
        let mut same = other.clone();
        for (step, known) in same.steps.iter_mut().zip(&plain.steps) {
            (step.start, step.end) = (known.start, known.end);
        }
        assert_eq!(same.steps, plain.steps);
    }
}

#[test]
fn colon_inside_or_outside_the_bold() {
    let (a, found) = step("- **Role:** operator\n- **Gate**: strict");
    assert_eq!((a.role.as_deref(), a.strict, found.len()), (Some("operator"), true, 0));
}

#[test]
fn what_is_no_field_is_an_error_and_stays_text() {
    for (fields, line) in [
        ("- **Role:** a\n- **Aproval:** lead", 10),
        ("- **Role:** a\n- just words", 10),
        ("- **Approval** lead", 9),
        ("- **Role:** a\n- **Role:** b", 10),
        ("- **Wait:** a while", 9),
        ("- **Wait:** 30–15 min", 9),
        ("- **Reading:** restarts (number)", 9),
        ("- **Record:** pod (text)", 9),
        ("- **Record:** `pod` (word)", 9),
        ("- **Evidence:** photo", 9),
        ("- **Gate:** soft", 9),
        ("- **Then:** the next one", 9),
        ("- **Run:** another runbook", 9),
        ("- **Approval timeout:** 10 min, then [Other](#other)", 9),
        ("- **Approval:** lead, quickly", 9),
        ("- **Role:**", 9),
        ("- **Decision:** which?\n- **One:** [Other](#other)", 9),
        ("- **Role:** a\n  - **Approval:** lead", 9),
    ] {
        let (step, found) = step(fields);
        assert!(found.contains(&format!("field-not-read:{line}")), "{fields}: {found:?}");
        assert!(!step.unread.is_empty(), "{fields}");
        for text in &step.unread {
            assert!(
                step.body.contains(text.split("- **").last().unwrap_or_default()),
                "{fields}: {}",
                step.body
            );
        }
    }
}

#[test]
fn an_unknown_label_names_the_nearest() {
    let document = runbook("## P\n\n### S\n- **Role:** a\n- **Aproval:** lead\n");
    assert!(document.diagnostics[0].message.contains("`Approval`"), "{:?}", document.diagnostics);
}

#[test]
fn labels_outside_the_field_list_are_errors() {
    for body in [
        "### S\n\nFirst words.\n\n- **Approval:** lead",
        "### S\n\n**Approval:** lead",
        "### S\n- **Role:** a\n\nwords\n**Gate**: strict",
        "### S\n- **Role:** a\n\n> **Gate:** strict",
        "- **Approval:** lead\n\n### S\n\nwords",
        "### S\n- **Role:** a\n- [ ] **Approval:** lead",
    ] {
        let document = runbook(&format!("## P\n\n{body}\n"));
        let found: Vec<_> = document.diagnostics.iter().filter(|d| d.code == "field-out-of-place").collect();
        assert_eq!(found.len(), 1, "{body}: {:?}", document.diagnostics);
        assert_eq!(found[0].level, Level::Error);
    }
}

#[test]
fn bold_words_in_prose_are_no_labels() {
    let document = runbook(
        "## P\n\n### S\n\n- **Check** the pods\n- **Important:** look first\n\nThe **Role:** of x.\n",
    );
    assert_eq!(document.diagnostics, []);
    assert!(document.steps[0].body.contains("**Check** the pods"));
}

#[test]
fn an_h2_without_h3_is_a_step_and_order_is_kept() {
    let document =
        runbook("# T\n\nintro\n\n### Early\n\nx\n\n## One\n\na\n\n## Two\n\n### Two a\n\n#### Deep\n\nb\n");
    let ids: Vec<_> = document.steps.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["early", "one", "two-a"]);
    assert_eq!(document.intro, "intro");
    assert_eq!(document.sections.iter().map(|s| s.kind).collect::<Vec<_>>(), [SectionKind::Phase; 3]);
}

#[test]
fn links_lead_to_steps_and_missing_ones_are_errors() {
    let document = runbook(
        "## P\n\n### S\n- **Decision:** which?\n- **A:** [deep](#deep)\n- **B:** [gone](#gone)\n- **C:** [Q](#Q)\n\n### T\n<!-- id: t9 -->\n\n#### Deep\n\n## Q\n\n### R\n",
    );
    let answers = &document.steps[0].decision.as_ref().map(|d| d.answers.clone()).unwrap_or_default();
    let targets: Vec<_> = answers.iter().map(|a| a.to.target.as_deref()).collect();
    assert_eq!(targets, [Some("t9"), None, Some("q")]);
    let missing: Vec<_> = document.diagnostics.iter().map(|d| (d.code.as_str(), d.line)).collect();
    assert_eq!(missing, [("missing-target", 9)]);
}

#[test]
fn a_template_has_sections_and_no_steps() {
    let document = read(b"---\nrunbook: 1\nkind: template\n---\n# T\n\n## Summary\n\nx\n", "t.md");
    assert_eq!((document.class, document.steps.len(), document.sections.len()), (Class::Document, 0, 1));
}

#[test]
fn files_that_cannot_be_read_say_so() {
    for (bytes, code) in [
        (vec![b'a'; 10 * 1024 * 1024], "too-large"),
        (b"\x00\x01\x02".to_vec(), "not-text"),
        (vec![0xFF; 400], "not-text"),
    ] {
        let document = read(&bytes, "dir/file.md");
        assert_eq!((document.class, document.title.as_str()), (Class::Empty, "file"));
        assert_eq!(document.diagnostics[0].code, code);
        assert!(parts(&bytes).iter().eq([&(0..bytes.len())]));
    }
    let nothing = read(b"", "");
    assert_eq!((nothing.class, nothing.title.as_str()), (Class::Empty, "Untitled"));
    assert!(parts(b"").is_empty());
    let bad =
        read(b"---\nrunbook: 1\n---\n## P\n\n### One\n\nx\xFFy and some more words\n\n### Two\n", "f.md");
    assert_eq!((bad.steps.len(), bad.diagnostics[0].code.as_str()), (2, "not-utf8"));
    assert_eq!((bad.steps[1].start, bad.steps[1].end), (59, 67));
}

#[test]
fn unclosed_fences_are_reported() {
    let document = runbook("## P\n\n### S\n\n```sh\nls\n\n## Q\n");
    assert_eq!(document.diagnostics[0].code, "unclosed-fence");
    assert_eq!((document.diagnostics[0].line, document.diagnostics[0].end_line), (8, 11));
}
