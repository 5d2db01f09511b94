//! Which workspace files this process has open.
//!
//! POSIX drops every lock that a process holds on a file as soon as it closes any descriptor of that file. A file that
//! is open through SQLite must therefore not be looked into past SQLite: without its locks, another program would take
//! itself for the last user of the log, and remove it.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::StoreError;

/// One entry for each open workspace: its file, and the path of it without links, beside which SQLite keeps its log.
static OPEN: Mutex<Vec<(File, PathBuf)>> = Mutex::new(Vec::new());

/// Whether this is the file of a workspace that this process has open, or one of the two that SQLite keeps beside it,
/// under whatever name. Such a file must not be opened, not even to read it.
pub fn is_open_workspace(path: &Path) -> bool {
    let Ok(found) = file(path) else { return false };
    let open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    open.iter().any(|(held, at)| {
        *held == found || beside(at).iter().any(|path| file(path).is_ok_and(|file| file == found))
    })
}

/// The log and its index.
fn beside(workspace: &Path) -> [PathBuf; 2] {
    ["-wal", "-shm"].map(|ending| {
        let mut path = workspace.as_os_str().to_owned();
        path.push(ending);
        path.into()
    })
}

/// The file of one open workspace, until it is dropped; drop it after the last connection.
pub(crate) struct Held(File);

impl Held {
    /// Holds the file at `path`. Unless this process has it open already, `look` may look into it first.
    ///
    /// # Errors
    /// Those of `look`, and [`StoreError::Io`] when there is no file; nothing is held then.
    pub(crate) fn after(
        path: &Path,
        look: impl FnOnce() -> Result<(), StoreError>,
    ) -> Result<Held, StoreError> {
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        if !file(path).is_ok_and(|file| open.iter().any(|(held, _)| *held == file)) {
            look()?;
        }
        let file = file(path).map_err(|source| StoreError::io(path, source))?;
        open.push((file.clone(), std::fs::canonicalize(path).unwrap_or_else(|_| path.into())));
        Ok(Held(file))
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = open.iter().position(|(file, _)| *file == self.0) {
            open.swap_remove(at);
        }
    }
}

/// What is the same for every name of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct File(Identity);

/// Device and inode.
#[cfg(unix)]
type Identity = (u64, u64);
/// The path without links.
#[cfg(not(unix))]
type Identity = std::path::PathBuf;

#[cfg(unix)]
fn file(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).map(|meta| File((meta.dev(), meta.ino())))
}

#[cfg(not(unix))]
fn file(path: &Path) -> std::io::Result<File> {
    std::fs::canonicalize(path).map(File)
}
