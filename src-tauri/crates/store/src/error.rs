//! What can go wrong with a workspace file; a variant exists only if somebody acts on it.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use thiserror::Error;

/// SQLite's extended code for "the shared-memory file could not be given its size": on Linux, no space left.
const IOERR_SHMSIZE: i32 = 4874;

/// Why a workspace could not be opened, read or written. Every message says what was kept and what to do.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// No file at this path.
    #[error("there is no workspace at {}. Nothing was made. Create one with `init`, or name another file.", .0.display())]
    Missing(PathBuf),
    /// A file is in the way of a new one.
    #[error("{} exists already and was left as it is. Choose another name.", .0.display())]
    Exists(PathBuf),
    /// The bytes are no SQLite database.
    #[error("{} is not a Decklog workspace: {detail}. It was left as it is. Name another file, or restore a backup.", path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// A database of another program.
    #[error("{} is a database of another program (application id {found:#010x}). It was left as it is. Name another file.", path.display())]
    OtherApplication {
        /// The file.
        path: PathBuf,
        /// The application id in its header.
        found: u32,
    },
    /// Structure or content that SQLite or the journal rules refuse.
    #[error(
        "the workspace is damaged: {0}. Nothing was changed. Keep a copy of the file, run `decklog doctor` and \
         `decklog journal verify` to see what still holds, and restore the newest backup that verifies."
    )]
    Damaged(String),
    /// A write was asked of a workspace that is open for reading only.
    #[error("nothing was recorded: the workspace is open for reading only, because {0}")]
    ReadOnly(ReadOnlyReason),
    /// Another program holds the file's write lock for longer than the wait of five seconds.
    #[error(
        "another program is writing to the workspace. Nothing was recorded. Try again, or close the other program."
    )]
    Locked,
    /// No space left on the device; the transaction was rolled back.
    #[error(
        "the disk is full. Nothing of this step was recorded and everything recorded before is kept. Free some space and try again."
    )]
    DiskFull,
    /// The file cannot be read where it lies, because of something beside it.
    #[error("{0}")]
    NotReadableHere(String),
    /// A record, payload or blob above its limit.
    #[error(
        "{what} is {bytes} bytes; the limit is {limit}. Nothing was recorded. Keep it elsewhere and note where."
    )]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// Its size in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// The caller's draft is no valid record: a fault of the program.
    #[error("nothing was recorded: the record is not well formed: {0}")]
    BadRecord(String),
    /// A projection cannot fold an event: a fault of the program that wrote or reads it.
    #[error("a record cannot be folded into the current state: {0}. Nothing was changed.")]
    Fold(String),
    /// The file system refused something.
    #[error("{}: {source}. What was recorded before is kept.", path.display())]
    Io {
        /// The file or folder concerned.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// Anything else SQLite reports.
    #[error("the database reports: {0}. Nothing of this step was recorded.")]
    Sql(#[source] rusqlite::Error),
}

/// Why a workspace is open for reading only.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReadOnlyReason {
    /// The caller asked for it.
    #[error("that was asked for.")]
    Asked,
    /// The medium, the folder or the file takes no writes.
    #[error("its medium, folder or file takes no writes. Copy it to a writable folder to record.")]
    Media,
    /// No space left on the device, not even for what a writer needs beside the file.
    #[error("its disk is full. Free some space and open it again to record.")]
    DiskFull,
    /// SQLite's locks cannot be relied on over the network.
    #[error(
        "it lies on a network file system ({0}), where two writers could damage it. Copy it to a local disk to record."
    )]
    NetworkFileSystem(&'static str),
    /// The schema is of a later version of this program.
    #[error(
        "it was written by a newer version (schema {found}, this program knows {known}). Update the program to record."
    )]
    NewerVersion {
        /// Schema or projection version of the file.
        found: i64,
        /// The latest that this program knows.
        known: i64,
    },
    /// Records of a type this program does not know.
    #[error(
        "it was written by a newer version: it holds records of the unknown type {0}. Update the program to record."
    )]
    UnknownType(String),
}

impl StoreError {
    /// Wraps what the operating system said about `path`; no space left becomes [`StoreError::DiskFull`].
    pub(crate) fn io(path: &Path, source: std::io::Error) -> Self {
        if source.kind() == std::io::ErrorKind::StorageFull {
            return Self::DiskFull;
        }
        Self::Io { path: path.to_owned(), source }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, message) = &error else {
            return match error {
                // SQLite does not look into the values that it reads.
                rusqlite::Error::Utf8Error(..) | rusqlite::Error::FromSqlConversionFailure(..) => {
                    Self::Damaged(error.to_string())
                }
                _ => Self::Sql(error),
            };
        };
        match failure.code {
            ErrorCode::DiskFull => Self::DiskFull,
            ErrorCode::SystemIoFailure if failure.extended_code == IOERR_SHMSIZE => Self::DiskFull,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Locked,
            ErrorCode::ReadOnly => Self::ReadOnly(ReadOnlyReason::Media),
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
                Self::Damaged(message.clone().unwrap_or_else(|| failure.to_string()))
            }
            _ => Self::Sql(error),
        }
    }
}
