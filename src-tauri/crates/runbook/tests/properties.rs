//! What holds for any input.
#![allow(missing_docs)]

use decklog_runbook::{lint, parts, read};
use proptest::prelude::*;

/// Pieces of Markdown and of the runbook language, in any order.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("---\nrunbook: 1\n---\n".to_owned()),
        Just("# T\n\n".to_owned()),
        Just("## Phase\n\n".to_owned()),
        Just("## Immediate actions\n\n".to_owned()),
        Just("### Step *(optional)*\n".to_owned()),
        Just("<!-- id: x -->\n".to_owned()),
        Just("- **Role:** a\n".to_owned()),
        Just("- **Decision:** b?\n- **Yes:** [x](#step)\n- **No:** [y](#phase)\n".to_owned()),
        Just("- [ ] task\n".to_owned()),
        Just("  1. nested\n\n     more\n".to_owned()),
        Just("1. first\n\n```sh\nls {{x}}\n```\n\n2. second\n".to_owned()),
        Just("```sh destroy\nrm x```\n## Next\n".to_owned()),
        Just("~~~\n".to_owned()),
        Just("> [!NOTE]\n> n\n\n".to_owned()),
        Just("## Inputs\n\n| Input | Type |\n|---|---|\n| a | text |\n\n".to_owned()),
        Just("Run the following:\n\n    kubectl get pods\n\n".to_owned()),
        Just("\u{FEFF}".to_owned()),
        Just("\r\n".to_owned()),
        Just("\n\n".to_owned()),
        "[ -~äß\u{200B}\t\r\n]{0,40}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn assert_whole(bytes: &[u8]) {
    let document = read(bytes, "soup.md");
    let mut from = 0;
    for part in parts(bytes) {
        assert_eq!(part.start, from);
        assert!(part.end > part.start);
        from = part.end;
    }
    assert_eq!(from, bytes.len());
    let mut end = 0;
    for step in &document.steps {
        assert!(step.start >= end && step.end >= step.start && step.end as usize <= bytes.len(), "{step:?}");
        assert!(!step.id.is_empty() && !step.title.is_empty());
        end = step.end;
    }
    lint(bytes, "soup.md", Some("2026-02-30"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_markdown_is_cut_without_loss(text in soup()) {
        assert_whole(text.as_bytes());
    }

    #[test]
    fn any_bytes_are_cut_without_loss(bytes in proptest::collection::vec(any::<u8>().prop_filter("text", |b| *b != 0), 0..400)) {
        assert_whole(&bytes);
    }

    #[test]
    fn line_ends_and_marks_change_no_step(text in soup()) {
        let text = text.replace(['\r', '\u{FEFF}'], "");
        let plain = read(text.as_bytes(), "soup.md");
        let titles = |d: &decklog_domain::runbook_text::Document| -> Vec<(String, u32)> {
            d.steps.iter().map(|s| (s.id.clone(), s.line)).collect()
        };
        let crlf = text.replace('\n', "\r\n");
        prop_assert_eq!(titles(&read(crlf.as_bytes(), "soup.md")), titles(&plain));
        let bom = format!("\u{FEFF}{text}");
        prop_assert_eq!(titles(&read(bom.as_bytes(), "soup.md")), titles(&plain));
        for step in &read(crlf.as_bytes(), "soup.md").steps {
            let cut = crlf.get(step.start as usize..step.end as usize).unwrap_or_default().replace("\r\n", "\n");
            let same = plain.steps.iter().find(|s| s.id == step.id).map(|s| &text[s.start as usize..s.end as usize]);
            prop_assert_eq!(Some(cut.as_str()), same);
        }
    }
}
