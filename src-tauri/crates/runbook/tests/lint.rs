//! Each rule finds what it is for and nothing in a sound runbook.
#![allow(missing_docs)]

use decklog_domain::runbook_text::Level;
use decklog_runbook::lint;

const EXAMPLE: &str = include_str!("data/example.md");

const TOP: &str = "---\nrunbook: 1\nowner: a\nestimate: 5 min\n---\n# T\n\n";
const END: &str = "\n## Rollback\n\n### Back\n\nx\n\n## Escalate\n\n### Call\n\nx\n";

fn codes(text: &str) -> Vec<String> {
    lint(text.as_bytes(), "t.md", Some("2026-06-01")).into_iter().map(|d| d.code).collect()
}

fn with(body: &str) -> Vec<String> {
    codes(&format!("{TOP}{body}{END}"))
}

#[test]
fn a_sound_runbook_has_no_finding() {
    assert_eq!(lint(EXAMPLE.as_bytes(), "example.md", Some("2026-06-01")), []);
}

#[test]
fn each_rule_finds_its_case_alone() {
    let many: String = (0..10).map(|i| format!("### S{i}\n\nx\n\n")).collect();
    for (body, code) in [
        ("## P\n\n```sh destroy\nrm x\n```\n- a\n", "destroy-without-approval"),
        ("## P\n\n```sh change\nx\n```\n", "changing-step-without-check"),
        ("## P\n\n```sh\nls\n```\n", "unclassified-command"),
        ("## P\n\n```sh read\nls \u{200B}x\n```\n", "invisible-in-command"),
        ("## P\n\nsee `a\u{202E}b`\n", "invisible-in-command"),
        ("## P\n\n```sh read\necho \"{{operator}}\"\n```\n", "variable-in-quotes"),
        ("## P\n\nask <pod-name>\n", "placeholder-left"),
        ("## P\n\nTBD\n", "placeholder-left"),
        ("## P\n\n- [x] a\n", "ticked-box"),
        ("## P\n\n### A\n\nx\n\n### A\n\ny\n", "duplicate-heading"),
        ("## Immediate actions\n\n- [ ] a\n- [ ] b\n- [ ] c\n- [ ] d\n", "too-many-immediate-actions"),
        ("## P\n\n[x](#gone)\n", "missing-target"),
        (&format!("## P\n\n{many}"), "no-pause"),
        ("## P\n\n### A\n- **Then:** [C](#c)\n\n### B\n\nx\n\n### C\n\nx\n", "unreachable-step"),
        (
            "## P\n\n### A\n- **Decision:** q\n- **x:** [B](#b)\n- **Otherwise:** [C](#c)\n\n### B\n\nx\n\n### C\n- **Then:** [D](#d)\n\n### D\n\nx\n",
            "branch-falls-through",
        ),
        (
            "## P\n\n### A\n- **Decision:** q\n- **x:** [Call](#call)\n- **y:** [Back](#back)\n",
            "decision-without-way-out",
        ),
        ("## P\n\n### A\n\n{{v}}\n\n### B\n- **Record:** `v` (text)\n", "variable-before-set"),
    ] {
        let found = with(body);
        let expected = if code == "destroy-without-approval" {
            vec!["changing-step-without-check".to_owned(), code.to_owned()]
        } else {
            vec![code.to_owned()]
        };
        assert_eq!(found, expected, "{body}");
    }
}

#[test]
fn what_the_front_matter_lacks() {
    let text = format!("---\nrunbook: 1\nreviewed: 2026-01-01\nreview_every: 30 days\n---\n## P\n\nx\n{END}");
    assert_eq!(codes(&text), ["no-estimate", "no-owner", "review-overdue"]);
    assert_eq!(codes(&format!("{TOP}## P\n\nx\n")), ["no-escalate", "no-rollback"]);
    let text = format!("---\nrunbook: 1\nowner: a\nestimate: x\nreviewed: 2026-02-30\n---\n## P\n\nx\n{END}");
    assert_eq!(codes(&text), ["front-matter-not-read"]);
}

#[test]
fn a_variable_may_be_set_on_a_way_that_jumps_back() {
    let body = "## P\n\n### A\n- **Then:** [C](#c)\n\n### B\n- **Then:** [D](#d)\n\n{{v}}\n\n### C\n- **Record:** `v` (text)\n- **Then:** [B](#b)\n\n### D\n\nx\n";
    assert_eq!(with(body), Vec::<String>::new());
}

#[test]
fn foreign_files_are_searched_only_for_what_hides() {
    let found = lint(b"# T\n\n- [x] done <pod>\n\n[x](#gone)\n\n```sh\nls \xE2\x80\x8B\n```\n", "t.md", None);
    let found: Vec<_> = found.iter().map(|d| (d.code.as_str(), d.level, d.line)).collect();
    assert_eq!(found, [("missing-target", Level::Warning, 5), ("invisible-in-command", Level::Error, 8)]);
}
