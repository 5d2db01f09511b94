//! Files that a person names, read within a limit.

use std::fs::File;
use std::io::{Error, Read as _};
use std::path::Path;

/// Largest file that is kept: 64 MiB, as for any blob.
pub(crate) const LIMIT: u64 = 64 * 1024 * 1024;

/// What kept a file from being read.
pub(crate) enum Unread {
    /// It holds more than [`LIMIT`] bytes.
    TooLarge,
    /// What the system said.
    Failed(Error),
}

impl From<Error> for Unread {
    fn from(error: Error) -> Unread {
        Unread::Failed(error)
    }
}

/// The bytes of a file. Reading stops behind [`LIMIT`], because a device or a pipe does not say how much is to come.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    let file = File::open(path)?;
    if file.metadata()?.len() > LIMIT {
        return Err(Unread::TooLarge);
    }
    file.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT { Err(Unread::TooLarge) } else { Ok(bytes) }
}

/// What the system said, without its number: the words say the same.
pub(crate) fn said(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    match text.rsplit_once(" (os error ") {
        Some((words, _)) => words.into(),
        None => text,
    }
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_never_ends_is_too_large() {
        assert!(matches!(read(Path::new("/dev/zero")), Err(Unread::TooLarge)));
    }

    #[test]
    fn the_system_is_quoted_in_words() {
        let gone = File::open("/nonexistent").unwrap_err();
        assert_eq!(said(&gone), "No such file or directory");
        assert_eq!(said(&Error::other("plain")), "plain");
    }
}
