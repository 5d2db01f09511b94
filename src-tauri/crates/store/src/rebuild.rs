//! Folding the projections anew from the journals.

use rusqlite::{Connection, TransactionBehavior};

use crate::connection::{self, Purpose};
use crate::derived::{self, Pending};
use crate::digest::{self, TableDigest};
use crate::{Snapshot, StoreError, Workspace, backup, file_system, projection, schema, search};

/// What a rebuild met and made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebuild {
    /// Projection tables as they were.
    pub before: Vec<TableDigest>,
    /// Projection tables as the journals give them.
    pub after: Vec<TableDigest>,
    /// Why the full-text index did not match its rows before, if it did not.
    pub words_before: Option<String>,
}

impl Rebuild {
    /// Whether the projections were what the journals give.
    pub fn unchanged(&self) -> bool {
        self.before == self.after && self.words_before.is_none()
    }

    /// Names of the tables that differ, or that are only before or only after.
    pub fn changed_tables(&self) -> Vec<String> {
        let only = |left: &[TableDigest], right: &[TableDigest]| -> Vec<String> {
            left.iter().filter(|table| !right.contains(table)).map(|table| table.table.clone()).collect()
        };
        let mut names = only(&self.before, &self.after);
        names.extend(only(&self.after, &self.before));
        names.sort();
        names.dedup();
        names
    }
}

impl Workspace {
    /// Drops all projections and folds them anew, in one transaction.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`], [`StoreError::Damaged`], [`StoreError::Fold`]; the projections stay as they were.
    pub fn rebuild(&self) -> Result<Rebuild, StoreError> {
        refold(&mut *self.writer()?)
    }

    /// Rebuilds a copy and compares; the workspace is not changed and writers are not held up.
    ///
    /// # Errors
    /// As [`Workspace::rebuild`], and what making the copy reports.
    pub fn check_projections(&self) -> Result<Rebuild, StoreError> {
        let folder = match file_system::refuses_writes(&self.path) {
            None => file_system::folder(&self.path).to_owned(),
            Some(_) => std::env::temp_dir(),
        };
        let scratch = file_system::scratch_file(&folder.join("copy"))?;
        self.with_reader(|conn| backup::copy(conn, &scratch))?;
        let mut copy = connection::open(&scratch, Purpose::Write)?;
        copy.execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")?;
        let outcome = refold(&mut copy);
        copy.close().map_err(|(_, error)| StoreError::from(error))?;
        outcome
    }
}

/// Rebuilds the projections of the file behind `conn`.
pub(crate) fn refold(conn: &mut Connection) -> Result<Rebuild, StoreError> {
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let before = digest::projections(&transaction)?;
    let words_before = digest::check_words(&transaction).err().map(|error| error.to_string());
    schema::drop_projections(&transaction)?;
    schema::create_projections(&transaction)?;
    fold(&transaction)?;
    let after = digest::projections(&transaction)?;
    digest::check_words(&transaction)?;
    transaction.commit()?;
    Ok(Rebuild { before, after, words_before })
}

fn fold(conn: &Connection) -> Result<(), StoreError> {
    let snapshot = Snapshot { conn };
    let mut pending = Pending::default();
    for event in snapshot.events()? {
        let event = event?;
        pending.note(conn, event.place(), &event.record)?;
        projection::apply(conn, &event)?;
    }
    pending.flush(conn)?;
    search::catch_up(conn)?;
    for journal in snapshot.journals()? {
        derived::keep_frontier(conn, journal.id, journal.size)?;
    }
    Ok(())
}
