//! Anybody's Markdown: each rule on a small text of our own.
#![allow(missing_docs)]

use decklog_domain::runbook_text::{Class, Document, Format, SectionKind};
use decklog_runbook::read;

fn doc(text: &str) -> Document {
    let document = read(text.as_bytes(), "some-file.md");
    assert_eq!(document.format, Format::Foreign);
    document
}

fn lines(text: &str) -> Vec<u32> {
    doc(text).steps.iter().map(|s| s.line).collect()
}

#[test]
fn ordered_items_of_a_procedure_are_steps_and_nested_ones_are_not() {
    let text = "# Disk full\n\n## Meaning\n\n1. a disk fills\n\n## Mitigation\n\n1. look\n   1. here\n   2. there\n2. the volume grows\n";
    assert_eq!(lines(text), [9, 12]);
    assert!(doc(text).steps[0].body.contains("1. here"));
}

#[test]
fn lists_that_describe_are_no_steps() {
    assert_eq!(
        lines("# Boot\n\n## Sequence\n\n1. the loader starts\n2. the kernel mounts the root\n"),
        [0; 0]
    );
    assert_eq!(lines("# Boot\n\n## Sequence\n\n1. Start the loader\n2. Mount the root\n"), [5, 6]);
}

#[test]
fn code_and_prose_between_two_items_belong_to_the_first() {
    let text = "## How to renew\n\n1. Ask for it:\n\n```\nreq new\n```\n\nRun this too:\n\n```\nreq more\n```\n\n1. Install it\n";
    assert_eq!(lines(text), [3, 15]);
    assert_eq!(doc(text).steps[0].commands.len(), 2);
}

#[test]
fn a_sentence_with_a_command_is_a_step_and_output_is_not() {
    let text = "# T\n\n## Diagnosis\n\nLook at the pods:\n\n```sh\nkubectl get pods\n```\n\nThe output looks like this:\n\n```\npod-1 Running\n```\n";
    assert_eq!(lines(text), [5]);
}

#[test]
fn bullets_are_steps_when_most_tell_what_to_do() {
    assert_eq!(lines("# T\n\n## Resolution\n\n- Restart it\n- Check the log\n- the log\n"), [5, 6, 7]);
    assert_eq!(lines("# T\n\n## Resolution\n\nCheck these first:\n\n- the log\n- the disk\n"), [5]);
}

#[test]
fn links_todo_and_empty_items_are_no_steps() {
    let text = "# T\n\n## Steps\n\n1. TODO\n2. [other page](x.md)\n3. Restart it\n4.\n";
    assert_eq!(lines(text), [7]);
}

#[test]
fn step_paragraphs_task_items_and_numbered_headings() {
    assert_eq!(lines("# T\n\n**Step 1: Stop it.**\n\nx\n\n**Step 2: Start it.**\n\ny\n"), [3, 7]);
    assert_eq!(lines("# T\n\n- [ ] the disk\n- [x] the log\n"), [3, 4]);
    assert_eq!(lines("# T\n\n## 1. Stop it\n\nBy hand.\n\n## 2. Start it\n\nSlowly.\n"), [3, 7]);
}

#[test]
fn reference_wins_over_what_stands_below_it() {
    let document = doc("# T\n\n## Appendix\n\n### How to restart\n\n1. Restart it\n\n## Fix\n\n1. Mend it\n");
    assert_eq!(document.steps.iter().map(|s| s.line).collect::<Vec<_>>(), [11]);
    assert_eq!(document.sections[1].kind, SectionKind::References);
}

#[test]
fn a_fence_closed_at_the_end_of_a_line_is_closed_there() {
    let text = "# Renew\n\n## Test\n\n1. Check it:\n\n```\nopenssl s_client 'x:443'```\n\n## Prod\n\n1. Check it there:\n\n```\nopenssl s_client 'y:443'\n```\n";
    let document = doc(text);
    assert_eq!(document.steps.iter().map(|s| s.line).collect::<Vec<_>>(), [5, 12]);
    assert_eq!(document.diagnostics, []);
    for step in &document.steps {
        assert!(text[step.start as usize..step.end as usize].starts_with("1. Check"), "{}", step.id);
    }
    assert_eq!(document.steps[0].commands[0].text, "openssl s_client 'x:443'");
}

#[test]
fn an_unclosed_fence_is_reported_and_loses_nothing() {
    let document = doc("# T\n\n## Fix\n\n1. Run it\n\n```\nls\n\n## Next\n\n1. Go\n");
    assert_eq!(document.diagnostics[0].code, "unclosed-fence");
    assert!(document.steps[0].body.contains("## Next"));
}

#[test]
fn classes() {
    for (text, class) in [
        ("", Class::Empty),
        ("# Words\n\nonly words\n", Class::Document),
        ("# Pages\n\n- [a](a.md)\n- [b](b.md)\n- [c](c.md)\n", Class::Index),
        (
            "# Outage\n\n## Impact\n\nx\n\n## Timeline\n\n1. check\n\n## Root cause\n\ny\n\n## Action items\n\n1. Fix it\n",
            Class::Postmortem,
        ),
        ("# T\n\n## Steps\n\n1. Go\n", Class::Runbook),
    ] {
        let document = doc(text);
        assert_eq!((document.class, document.steps.is_empty()), (class, class != Class::Runbook), "{text}");
    }
}

#[test]
fn titles_ids_and_front_matter() {
    let document = doc(
        "---\ntitle: From above\nowner: x\n---\n# Heading\n\n## Fix\n\n1. Restart it now. Then wait.\n2. Restart it now\n3. `x`\n",
    );
    assert_eq!((document.title.as_str(), document.meta.owner.as_deref()), ("From above", Some("x")));
    let found: Vec<_> = document.steps.iter().map(|s| (s.id.as_str(), s.title.as_str())).collect();
    assert_eq!(
        found,
        [("restart-it-now", "Restart it now"), ("restart-it-now-1", "Restart it now"), ("x", "x")]
    );
    assert_eq!(doc("words\n").title, "some-file");
}
