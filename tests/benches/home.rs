//! A home folder of its own, so that nothing of the person's settings is read or written.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use tempfile::TempDir;

const MARK: &str = "DECKLOG_BENCH_HOME";

/// Whether this process was started with a home of its own.
pub(crate) fn is_own() -> bool {
    std::env::var_os(MARK).is_some()
}

/// Runs this program again with a home of its own, and gives its status.
pub(crate) fn start_again(words: &[String]) -> ExitCode {
    let home = folder();
    let mut command = Command::new(std::env::current_exe().unwrap());
    for name in [MARK, "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"] {
        command.env(name, home.path());
    }
    let status = command.args(words).status().unwrap();
    if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A folder on the disk that is built on, not in memory: flushes are part of what is measured.
pub(crate) fn folder() -> TempDir {
    let parent = Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::create_dir_all(parent).unwrap();
    tempfile::tempdir_in(parent).unwrap()
}

/// The `decklog` program, built together with this one.
pub(crate) fn decklog() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let folder = own.parent().and_then(Path::parent).unwrap();
    folder.join(format!("decklog{}", std::env::consts::EXE_SUFFIX))
}
