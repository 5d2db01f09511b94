//! Importing 10,000 documents against one loop that reads, hashes, parses, stores and indexes them.

use std::path::{Path, PathBuf};

use decklog_app::{App, Command, Machine, NewWorkspace, Request};
use rusqlite::{Connection, TransactionBehavior, params};
use sha2::{Digest as _, Sha256};

use crate::pairs::{pairs, timed};
use crate::table::{Judged, Table};
use crate::{bare, home, text};

pub(crate) const DOCUMENTS: usize = 10_000;

pub(crate) fn run(table: &mut Table) {
    let source = home::folder();
    text::write_documents(source.path(), DOCUMENTS);
    let limit = |_| {
        let folder = home::folder();
        let mut conn = bare::create(&folder.path().join("bare.sqlite"));
        timed(|| import_bare(&mut conn, source.path()))
    };
    let ours = |_| {
        let folder = home::folder();
        let app = workspace(&folder.path().join("ours.decklog"));
        timed(|| import(&app, source.path()))
    };
    let pairs = pairs(3, limit, ours);
    table.pairs("import 10,000 documents / one plain loop", pairs, Some(1.5), Judged::Median);
}

pub(crate) fn workspace(path: &Path) -> App {
    let new = NewWorkspace { name: "Bench".into(), person: "A. Meier".into(), handle: Some("meier".into()) };
    App::create(path, &new, Machine::Live).unwrap()
}

/// Imports a folder; every file must become a runbook.
pub(crate) fn import(app: &App, folder: &Path) -> usize {
    let command = Command::ImportRunbooks { paths: vec![folder.to_owned()] };
    let recorded = app.execute(Request::from(command)).unwrap();
    assert_eq!(recorded.files.len(), recorded.records.len());
    recorded.files.len()
}

/// The same in one loop: the bytes, what was read in them, and their words, in one durable transaction.
pub(crate) fn import_bare(conn: &mut Connection, folder: &Path) {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    for file in files(folder) {
        let bytes = std::fs::read(&file).unwrap();
        let hash = Sha256::digest(&bytes);
        let read = decklog_runbook::read(&bytes, &file.file_name().unwrap().to_string_lossy());
        let (title, body) = (&read.title, std::str::from_utf8(&bytes).unwrap());
        let steps = serde_json::to_string(&read).unwrap();
        tx.prepare_cached("INSERT INTO document (hash, title, body, steps) VALUES (?1, ?2, ?3, ?4)")
            .unwrap()
            .execute(params![hash.as_slice(), title, body, steps])
            .unwrap();
        tx.prepare_cached("INSERT INTO words (rowid, title, body) VALUES (?1, ?2, ?3)")
            .unwrap()
            .execute(params![tx.last_insert_rowid(), title, body])
            .unwrap();
    }
    tx.commit().unwrap();
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let below = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    entries.into_iter().flat_map(below).collect()
}
