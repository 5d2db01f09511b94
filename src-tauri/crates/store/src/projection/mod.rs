//! Current state, folded from the journal one event at a time.

use rusqlite::Connection;

use crate::{StoreError, StoredEvent};

/// Raised with every change to what `apply` writes or to `schema/projection.sql`; workspaces folded by another
/// version are refolded when they are opened.
pub(crate) const VERSION: u32 = 1;

/// Folds one event into the projection tables. Called in the order (lam, origin, seq), inside the transaction that
/// appends or rebuilds; it reads nothing but projections, blobs and the event.
pub(crate) fn apply(_conn: &Connection, _event: &StoredEvent) -> Result<(), StoreError> {
    Ok(())
}
