//! Content kept by its hash, each once.

use decklog_journal::Hash;
use rusqlite::{Connection, params};

use crate::StoreError;

/// Largest content in bytes (64 MiB).
pub const BLOB_LIMIT: usize = 64 * 1024 * 1024;

/// Keeps `bytes` unless the workspace has them already; returns their plain SHA-256.
///
/// # Errors
/// [`StoreError::TooLarge`] above [`BLOB_LIMIT`].
pub(crate) fn store(conn: &Connection, bytes: &[u8]) -> Result<Hash, StoreError> {
    if bytes.len() > BLOB_LIMIT {
        return Err(StoreError::TooLarge { what: "the content", bytes: bytes.len(), limit: BLOB_LIMIT });
    }
    let hash = Hash::of(bytes);
    conn.prepare_cached("INSERT INTO blob (hash, bytes) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
        .execute(params![hash.as_bytes(), bytes])?;
    Ok(hash)
}
