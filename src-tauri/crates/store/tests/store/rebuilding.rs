use decklog_store::{Access, StoreError};
use rusqlite::Connection;

use crate::support::{Desk, LAPTOP, person};

#[test]
fn a_rebuild_gives_the_same_rows() {
    let mut desk = Desk::new();
    let workspace = desk.two_journals();
    for _ in 0..3 {
        let event = person(&mut desk.fresh);
        desk.record_event(&workspace, &event);
    }
    let checked = workspace.check_projections().unwrap();
    assert!(checked.unchanged(), "{:?}", checked.changed_tables());
    assert!(checked.before.iter().any(|table| table.table == "command" && table.rows == 15));
    let rebuilt = workspace.rebuild().unwrap();
    assert!(rebuilt.unchanged());
    assert_eq!(rebuilt.after, checked.after);
    desk.record(&workspace, "recording goes on");
    assert!(workspace.check_projections().unwrap().unchanged());
}

#[test]
fn a_changed_projection_is_named_and_mended() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    desk.record(&workspace, "kept");
    Connection::open(desk.path()).unwrap().execute_batch("UPDATE command SET count = 5").unwrap();
    assert_eq!(workspace.check_projections().unwrap().changed_tables(), ["command"]);
    // Checking changes nothing: the difference is still there.
    assert!(!workspace.check_projections().unwrap().unchanged());
    assert!(!workspace.rebuild().unwrap().unchanged());
    assert!(workspace.check_projections().unwrap().unchanged());
    let scratch = std::fs::read_dir(desk.folder.path())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with(".decklog-"));
    assert_eq!(scratch.count(), 0);
}

#[test]
fn a_full_text_index_without_its_rows_is_noticed() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    let conn = Connection::open(desk.path()).unwrap();
    conn.execute_batch("INSERT INTO document_words (rowid, title, body) VALUES (9, 'ghost', 'ghost')")
        .unwrap();
    let checked = workspace.check_projections().unwrap();
    assert!(checked.words_before.is_some() && !checked.unchanged());
    workspace.rebuild().unwrap();
    assert!(workspace.check_projections().unwrap().unchanged());
    assert_eq!(workspace.read(|s| s.search("ghost", 10)).unwrap(), []);
}

#[test]
fn a_record_that_cannot_be_read_stops_the_rebuild_and_changes_nothing() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    desk.record(&workspace, "kept");
    drop(workspace);
    desk.tamper("UPDATE payload SET line = x'7b7d' WHERE seq = 1");
    let workspace = desk.open(Access::ReadWrite, LAPTOP).unwrap();
    assert!(matches!(workspace.rebuild(), Err(StoreError::Damaged(_))));
    let conn = Connection::open(desk.path()).unwrap();
    let commands: i64 = conn.query_row("SELECT count(*) FROM command", [], |row| row.get(0)).unwrap();
    assert_eq!(commands, 2);
}
