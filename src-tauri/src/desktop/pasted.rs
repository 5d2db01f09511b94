//! Pasted things as files: a command attaches files only, so that nothing is held twice in memory for long.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use decklog_app::{Machine, Problem};

use crate::problem::problem;

/// Largest thing that is kept, in bytes: as large as evidence may be.
const LIMIT: usize = 64 * 1024 * 1024;
/// How long a pasted file stays, in seconds; by then it was attached, and the workspace holds its bytes.
const STAY: i64 = 7 * 24 * 60 * 60;
/// Longest file name, in characters.
const LONGEST_NAME: usize = 100;

/// The private folder beside the user's own workspace.
fn folder(own: &Path) -> PathBuf {
    own.with_file_name("decklog-pasted")
}

/// Keeps pasted bytes in a file of the given name, which nobody else can read.
///
/// # Errors
/// When they are no base64, over 64 MiB, or cannot be written.
pub(super) fn keep(own: &Path, name: &str, base64: &str) -> Result<PathBuf, Problem> {
    if base64.len() / 4 * 3 > LIMIT {
        let message = "What was pasted is over 64 MiB. Nothing was kept of it.";
        return Err(problem("bad_value", message, "save it as a file and note where it is and its SHA-256"));
    }
    let bytes = BASE64_STANDARD.decode(base64).map_err(|error| {
        let message = format!("What was pasted could not be read: {error}. Nothing was kept of it.");
        problem("bad_value", message, "paste it again, or save it as a file and attach that")
    })?;
    let folder = folder(own);
    write(&folder, &file_name(name), &bytes).map_err(|error| {
        let message = format!("What was pasted could not be kept in {}: {error}.", folder.display());
        problem("file", message, "save it as a file elsewhere and attach that")
    })
}

/// Writes a file in a new folder of its own, so that it can have the name that the record will show.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    let own = builder.prefix("paste-").tempdir_in(folder)?;
    let path = own.path().join(name);
    let mut file = fs::File::create_new(&path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    let _ = own.keep();
    Ok(path)
}

/// A name that is a file's name on every system, and no path.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let forbidden = |c: char| c.is_control() || "<>:\"|?*".contains(c);
    let clean: String = last.chars().map(|c| if forbidden(c) { '_' } else { c }).collect();
    let clean = clean.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let length = clean.chars().count();
    match length {
        0 => "pasted".into(),
        // The end stays: it holds the ending.
        _ => clean.chars().skip(length.saturating_sub(LONGEST_NAME)).collect(),
    }
}

/// Removes what was pasted more than a week ago. What cannot be removed stays.
pub(crate) fn remove_old(own: &Path) {
    let now = Machine::Live.now().timestamp();
    for entry in fs::read_dir(folder(own)).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_str().is_some_and(|name| name.starts_with("paste-"));
        if ours && changed(&entry).is_some_and(|at| now - at > STAY) {
            remove(&entry.path());
        }
    }
}

/// When an entry of a folder last changed, in seconds since 1970.
fn changed(entry: &fs::DirEntry) -> Option<i64> {
    let modified = entry.metadata().ok()?.modified().ok()?;
    i64::try_from(modified.duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()
}

/// Removes a folder that [`write`] made: one file, or none.
fn remove(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let _ = fs::remove_file(entry.path());
    }
    let _ = fs::remove_dir(folder);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::fs::{self, File};
    use std::time::{Duration, UNIX_EPOCH};

    use super::{file_name, keep, remove_old};

    #[test]
    fn a_name_is_never_a_path() {
        for (given, kept) in [
            ("lag.png", "lag.png"),
            ("../../etc/passwd", "passwd"),
            ("C:\\temp\\a:b.txt", "a_b.txt"),
            ("..", "pasted"),
            ("", "pasted"),
            (" .hidden ", "hidden"),
            ("zu spät\n.txt", "zu spät_.txt"),
        ] {
            assert_eq!(file_name(given), kept, "{given:?}");
        }
        let long = file_name(&format!("{}.png", "é".repeat(300)));
        assert!(long.ends_with("é.png") && long.chars().count() == 100, "{long}");
    }

    #[test]
    fn what_is_pasted_is_a_file_of_its_name_in_a_private_place() {
        let place = tempfile::tempdir().unwrap();
        let own = place.path().join("workspace.decklog");
        let first = keep(&own, "lag.png", "AAEC").unwrap();
        let second = keep(&own, "lag.png", "AAEC").unwrap();
        assert_ne!(first, second);
        assert_eq!(first.file_name().unwrap(), "lag.png");
        assert_eq!(fs::read(&first).unwrap(), [0, 1, 2]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(first.parent().unwrap()).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{mode:o}");
        }
        assert_eq!(keep(&own, "x", "not base64!").unwrap_err().code, "bad_value");
    }

    #[cfg(unix)]
    #[test]
    fn only_old_pasted_files_go() {
        let place = tempfile::tempdir().unwrap();
        let own = place.path().join("workspace.decklog");
        let [old, new] = ["old.txt", "new.txt"].map(|name| keep(&own, name, "AAEC").unwrap());
        let folder = old.parent().unwrap();
        let foreign = folder.with_file_name("notes.txt");
        fs::write(&foreign, "mine").unwrap();
        let long_ago = UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        for path in [folder, &foreign] {
            File::open(path).unwrap().set_modified(long_ago).unwrap();
        }
        remove_old(&own);
        assert_eq!([old.exists(), new.exists(), foreign.exists()], [false, true, true]);
    }
}
