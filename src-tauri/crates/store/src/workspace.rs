//! One workspace file, open.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

use crate::connection::{self, Purpose};
use crate::draft::Fresh;
use crate::error::ReadOnlyReason;
use crate::held::Held;
use crate::{Snapshot, StoreError, Tx};

/// How long [`Workspace::write_or_later`] waits for another writer.
const SHORT_WAIT: Duration = Duration::from_secs(1);

/// The program and the device that open a workspace.
#[derive(Debug, Clone)]
pub struct Host {
    /// UUID of the device, from the operating-system user's settings.
    pub device: String,
    /// Version of the application, as every record names it.
    pub app: String,
    /// Whether a record type belongs to this program's vocabulary.
    pub known: fn(&str) -> bool,
}

/// What a workspace is for; decided at its creation, for life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Real use: time and randomness of the machine.
    Live,
    /// Demo and tests: time and randomness are given, every report of it says REPLAY.
    Replay,
}

impl Mode {
    /// As it stands in the facts of `journal.opened`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Replay => "replay",
        }
    }

    /// The inverse of [`Mode::as_str`]; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "live" => Some(Self::Live),
            "replay" => Some(Self::Replay),
            _ => None,
        }
    }
}

/// Whether a workspace is opened to record or only to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To record, if the file and its medium allow it; else as `ReadOnly`, with the reason kept.
    ReadWrite,
    /// To read; the file's content is not changed.
    ReadOnly,
}

/// An open workspace: one writer connection and one reader connection. It can be shared between threads; writes of
/// one process wait for each other, and those of several processes for SQLite's write lock.
pub struct Workspace {
    pub(crate) path: PathBuf,
    pub(crate) host: Host,
    pub(crate) mode: Mode,
    pub(crate) reading: Purpose,
    pub(crate) read_only: Option<ReadOnlyReason>,
    /// Before the writer, because fields are dropped in this order: the last connection that closes folds the log into
    /// the file, and a reader cannot.
    pub(crate) reader: Mutex<Option<Connection>>,
    pub(crate) writer: Option<Mutex<Connection>>,
    /// After the connections, because it says that there are some.
    #[expect(dead_code, reason = "it is held, not read")]
    pub(crate) held: Held,
}

impl Workspace {
    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Live or replay.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Why nothing can be recorded; `None` when writes are possible.
    pub fn read_only(&self) -> Option<&ReadOnlyReason> {
        self.read_only.as_ref()
    }

    /// Runs `read` on one consistent state of the workspace. Writers are not held up, nothing is changed.
    ///
    /// # Errors
    /// Those of `read`, and what SQLite reports.
    pub fn read<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(&Snapshot<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.with_reader(|conn| {
            let transaction = conn.transaction().map_err(StoreError::from)?;
            read(&Snapshot { conn: &transaction })
        })
    }

    /// Runs `change` in one write transaction, which is durable when this returns `Ok` and leaves no trace when it
    /// returns an error. The state it reads includes every record committed before, by any process.
    ///
    /// # Errors
    /// Those of `change`; [`StoreError::ReadOnly`], [`StoreError::Locked`], [`StoreError::DiskFull`] and what SQLite
    /// reports otherwise.
    pub fn write<T, E: From<StoreError>>(
        &self,
        fresh: &mut dyn Fresh,
        change: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut conn = self.writer()?;
        self.transact(&mut conn, fresh, change)
    }

    /// As [`Workspace::write`], for what its caller tries again by itself: it waits for a writer of another process a
    /// second only.
    ///
    /// # Errors
    /// As there.
    pub fn write_or_later<T, E: From<StoreError>>(
        &self,
        fresh: &mut dyn Fresh,
        change: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut conn = self.writer()?;
        conn.busy_timeout(SHORT_WAIT).map_err(StoreError::from)?;
        let outcome = self.transact(&mut conn, fresh, change);
        conn.busy_timeout(connection::BUSY_TIMEOUT).map_err(StoreError::from)?;
        outcome
    }

    fn transact<T, E: From<StoreError>>(
        &self,
        conn: &mut Connection,
        fresh: &mut dyn Fresh,
        change: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction =
            conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
        let mut tx = Tx::new(&transaction, &self.host, self.mode, fresh);
        let outcome = change(&mut tx)?;
        tx.finish()?;
        transaction.commit().map_err(StoreError::from)?;
        Ok(outcome)
    }

    /// A number that changes when another connection, of this process or another, has committed something.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        self.with_reader(|conn| Ok(conn.query_row("PRAGMA data_version", [], |row| row.get(0))?))
    }

    pub(crate) fn writer(&self) -> Result<MutexGuard<'_, Connection>, StoreError> {
        match &self.writer {
            // A panic elsewhere rolled its transaction back: the connection is sound.
            Some(writer) => Ok(writer.lock().unwrap_or_else(PoisonError::into_inner)),
            None => Err(StoreError::ReadOnly(self.read_only.clone().unwrap_or(ReadOnlyReason::Asked))),
        }
    }

    /// Runs `act` on the reader connection, which is opened at its first use: a command that only records needs none.
    pub(crate) fn with_reader<T, E: From<StoreError>>(
        &self,
        act: impl FnOnce(&mut Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut slot = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        let mut conn = match slot.take() {
            Some(conn) => conn,
            None => connection::open(&self.path, self.reading)?,
        };
        let outcome = act(&mut conn);
        *slot = Some(conn);
        outcome
    }
}
