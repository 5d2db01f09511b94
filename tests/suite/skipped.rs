//! Cases that cannot run here: said aloud and counted, never passed over in silence.

use std::path::PathBuf;

/// A folder of the corpora, or `None` after saying that `cases` were skipped.
///
/// With `DECKLOG_REQUIRE_CORPORA=1` their absence is a failure.
pub(crate) fn corpora(folder: &str, cases: u32) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora").join(folder);
    if path.is_dir() {
        return Some(path.canonicalize().unwrap());
    }
    let required = std::env::var("DECKLOG_REQUIRE_CORPORA").is_ok_and(|value| value == "1");
    assert!(!required, "{} is required and absent", path.display());
    say(cases, "the corpora are absent");
    None
}

/// Says that cases were skipped, in the words that `cargo xtask test` counts.
pub(crate) fn say(cases: u32, reason: &str) {
    use std::io::Write as _;
    // Past the test runner, which keeps what a passing test prints.
    writeln!(std::io::stdout().lock(), "skipped: {cases} cases: {reason}").unwrap();
}
