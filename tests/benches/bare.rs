//! SQLite without Decklog, with the settings of a workspace's writer (`store/src/connection.rs`).

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior, params};

/// Bytes of a bare row.
const ROW: usize = 400;

/// A new file with a table for rows, and tables for documents and their words.
pub(crate) fn create(path: &Path) -> Connection {
    let conn = Connection::open(path).unwrap();
    conn.execute_batch(
        "PRAGMA page_size = 4096;
         PRAGMA journal_mode = WAL;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0;
         PRAGMA foreign_keys = ON;
         PRAGMA synchronous = FULL;
         PRAGMA secure_delete = ON;
         PRAGMA cache_size = -16384;
         PRAGMA wal_autocheckpoint = 1000;
         PRAGMA journal_size_limit = 67108864;
         CREATE TABLE row (n INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
         CREATE TABLE document (
           n INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, title TEXT NOT NULL, body TEXT NOT NULL,
           steps TEXT NOT NULL
         ) STRICT;
         CREATE VIRTUAL TABLE words USING fts5 (
           title, body, content = 'document', content_rowid = 'n', tokenize = 'unicode61 remove_diacritics 2'
         );",
    )
    .unwrap();
    conn
}

/// Inserts `count` rows in one durable transaction.
pub(crate) fn insert(conn: &mut Connection, count: usize) {
    let bytes = [b'x'; ROW];
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    {
        let mut insert = tx.prepare_cached("INSERT INTO row (bytes) VALUES (?1)").unwrap();
        for _ in 0..count {
            insert.execute(params![bytes]).unwrap();
        }
    }
    tx.commit().unwrap();
}
