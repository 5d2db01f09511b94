//! What a filled command does is asked of the shell itself: whatever quotes a source puts around a variable, no value runs.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Stdio};

use decklog_runbook::fill::fill;
use proptest::prelude::*;

/// Prints `RAN` when it runs; as a word it holds the quotes between.
const VALUES: [&str; 4] = ["$(echo RA''N)", "`echo RA\"\"N`", "'; echo RA''N; '", "\"; echo RA\"\"N; \""];

/// A script of everything that quotes, in any order.
fn scripts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\"", "\"", "'", "'", "`", "\\", "$(", ")", "${a:-", "${a#", "}", "$'", " ", "#", ";", "\n", "echo ",
        "<<E\n", "\nE\n", "{{x}}", "{{x}}", "w",
    ]);
    prop::collection::vec(piece, 1..14).prop_map(|pieces| format!("echo {}", pieces.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn no_value_runs(script in scripts(), value in prop::sample::select(VALUES.to_vec())) {
        let values = BTreeMap::from([("x".to_owned(), value.to_owned())]);
        let filled = fill(&script, "bash", &values, &BTreeSet::from(["x".to_owned()]));
        if !filled.marks.is_empty() {
            let ran = Command::new("/bin/bash")
                .args(["--norc", "-c", &filled.text])
                .env("PATH", "")
                .stdin(Stdio::null())
                .output()
                .expect("bash starts");
            let printed = String::from_utf8_lossy(&ran.stdout) + String::from_utf8_lossy(&ran.stderr);
            prop_assert!(!printed.contains("RAN"), "{script:?} became {:?} and printed {printed:?}", filled.text);
        }
    }
}
