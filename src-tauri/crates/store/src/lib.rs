//! One workspace file in SQLite: journals, payloads, blobs, projections, search, backup.
//!
//! A [`Workspace`] is read through a [`Snapshot`] and written through a [`Tx`]. Appending an event inserts its record
//! and payload, reads them back, and folds the event into the projections, all in one transaction that is durable
//! when [`Workspace::write`] returns. The journal is the truth; [`Workspace::rebuild`] folds everything else from it.
//! Ids, salts, time and actor are handed in: see [`Fresh`] and [`Stamp`].

mod append;
mod backup;
mod blob;
mod connection;
mod create;
mod derived;
mod digest;
mod doctor;
mod draft;
mod error;
mod event;
mod file_system;
mod fold_order;
mod head;
mod held;
mod newest;
mod open;
mod place;
mod projection;
mod rebuild;
mod schema;
mod search;
mod snapshot;
mod verify;
mod workspace;

pub use append::Tx;
pub use blob::BLOB_LIMIT;
pub use create::Creation;
pub use digest::TableDigest;
pub use doctor::Finding;
pub use draft::{Draft, Fresh, Stamp, TextDraft};
pub use error::{ReadOnlyReason, StoreError};
pub use event::{RawRecord, StoredEvent};
pub use fold_order::{FoldOrder, JournalCursor};
pub use held::is_open_workspace;
pub use newest::Newest;
pub use place::Place;
pub use projection::{
    EntryRow, IncidentRow, PersonRow, PostmortemRow, RevisionRow, RunRow, RunbookRow, TrainingRow,
    WorkspaceRow,
};
pub use rebuild::Rebuild;
pub use search::Hit;
pub use snapshot::{JournalInfo, Snapshot};
pub use verify::{JournalFault, Verification, VerifiedJournal};
pub use workspace::{Access, Host, Mode, Workspace};
