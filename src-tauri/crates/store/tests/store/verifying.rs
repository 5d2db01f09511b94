use decklog_store::{Access, Verification};

use rusqlite::Connection;

use crate::support::{Desk, LAPTOP, content};

fn verify(desk: &Desk) -> Verification {
    desk.open(Access::ReadOnly, LAPTOP).unwrap().verify().unwrap()
}

/// A workspace with words and content at known places.
fn prepared() -> Desk {
    let mut desk = Desk::new();
    let workspace = desk.two_journals();
    let draft = content(&mut desk.fresh, b"evidence");
    workspace.write(&mut desk.fresh, |tx| tx.append(draft)).unwrap();
    drop(workspace);
    assert!(verify(&desk).holds());
    desk
}

#[test]
fn every_kind_of_change_is_found() {
    let second_of_first = (1_i64 << 40) + 2;
    let cases = [
        (format!("UPDATE record SET leaf = zeroblob(32) WHERE place = {second_of_first}"), 2),
        (format!("UPDATE record SET lam = 1 WHERE place = {second_of_first}"), 2),
        (format!("PRAGMA foreign_keys = OFF; DELETE FROM payload WHERE place = {second_of_first}"), 2),
        ("UPDATE blob SET bytes = CAST('other' AS BLOB)".to_owned(), 6),
        ("DELETE FROM blob".to_owned(), 6),
        ("UPDATE journal SET device = 'x' WHERE id = 1".to_owned(), 0),
        ("UPDATE journal SET continues = NULL".to_owned(), 0),
    ];
    for (sql, seq) in cases {
        let desk = prepared();
        desk.tamper(&sql);
        let found = verify(&desk);
        assert!(!found.holds(), "not found: {sql}");
        assert_eq!(found.faults[0].seq, Some(seq), "{sql}: {:?}", found.faults);
        let doctor = desk.open(Access::ReadOnly, LAPTOP).unwrap().doctor().unwrap();
        assert!(doctor.iter().any(|finding| finding.wrong), "{sql}: {doctor:?}");
    }
}

#[test]
fn every_flipped_bit_of_a_record_is_found() {
    let key = (1_i64 << 40) + 2;
    for (table, column) in [("record", "body"), ("payload", "line")] {
        let desk = prepared();
        let read = format!("SELECT {column} FROM {table} WHERE place = {key}");
        desk.tamper("");
        let conn = Connection::open(desk.path()).unwrap();
        let bytes: Vec<u8> = conn.query_row(&read, [], |row| row.get(0)).unwrap();
        let write = format!("UPDATE {table} SET {column} = ?1 WHERE place = {key}");
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            conn.execute(&write, [changed]).unwrap();
            let found = verify(&desk);
            // A changed body that is still a record breaks the link of the next one.
            let seq = found.faults.first().and_then(|fault| fault.seq);
            assert!(matches!(seq, Some(2 | 3)), "{table}, byte {at}: {:?}", found.faults);
        }
        conn.execute(&write, [bytes]).unwrap();
        assert!(verify(&desk).holds());
    }
}

#[test]
fn a_missing_record_is_found() {
    let desk = prepared();
    let middle = (1_i64 << 40) + 3;
    desk.tamper(&format!(
        "PRAGMA foreign_keys = OFF; DELETE FROM payload WHERE place = {middle}; DELETE FROM record WHERE place = {middle}"
    ));
    assert_eq!(verify(&desk).faults[0].seq, Some(3));

    // The end of a sealed journal: its successor cites size and root.
    let desk = prepared();
    let last = (1_i64 << 40) + 5;
    desk.tamper(&format!(
        "PRAGMA foreign_keys = OFF; DELETE FROM payload WHERE place = {last}; DELETE FROM record WHERE place = {last}"
    ));
    let found = verify(&desk);
    assert!(found.faults[0].message.contains("as it was when sealed"), "{:?}", found.faults);
}

#[test]
fn a_sound_workspace_has_nothing_wrong() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    desk.record(&workspace, "x");
    let findings = workspace.doctor().unwrap();
    assert!(findings.iter().all(|finding| !finding.wrong), "{findings:?}");
    let found = workspace.verify().unwrap();
    assert_eq!((found.records(), found.journals.len()), (2, 1));
    assert_eq!(found.journals[0].chain.unauthenticated, 2);
}

#[test]
fn the_stored_tree_is_that_of_the_records() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    let drafts: Vec<_> = (0..2100).map(|_| content(&mut desk.fresh, b"same")).collect();
    workspace
        .write(&mut desk.fresh, |tx| drafts.into_iter().try_for_each(|draft| tx.append(draft).map(|_| ())))
        .unwrap();
    assert!(workspace.check_projections().unwrap().unchanged());
    assert!(workspace.verify().unwrap().holds());
    let conn = Connection::open(desk.path()).unwrap();
    let mut nodes: Vec<u8> = conn.query_row("SELECT nodes FROM frontier", [], |row| row.get(0)).unwrap();
    *nodes.last_mut().unwrap() ^= 1;
    conn.execute("UPDATE frontier SET nodes = ?1", [nodes]).unwrap();
    let found = verify(&desk);
    assert_eq!(found.faults[0].seq, Some(2047), "{:?}", found.faults);
}
