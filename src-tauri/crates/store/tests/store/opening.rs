use std::fs;
use std::io::Write;

use decklog_store::{Access, ReadOnlyReason, StoreError, Workspace};
use rusqlite::Connection;

use crate::support::{Desk, LAPTOP, create_at, host, size};

fn refusal(desk: &Desk) -> StoreError {
    match desk.open(Access::ReadWrite, LAPTOP) {
        Ok(_) => panic!("it was opened"),
        Err(error) => error,
    }
}

#[test]
fn what_is_no_workspace_is_named() {
    let desk = Desk::new();
    assert!(matches!(refusal(&desk), StoreError::Missing(_)));
    fs::write(desk.path(), "").unwrap();
    assert!(refusal(&desk).to_string().contains("is empty (0 bytes)"));
    fs::write(desk.path(), "# A runbook\n").unwrap();
    assert!(refusal(&desk).to_string().contains("it is not a database"));
    fs::remove_file(desk.path()).unwrap();
    fs::create_dir(desk.path()).unwrap();
    assert!(refusal(&desk).to_string().contains("it is a folder"));
    fs::remove_dir(desk.path()).unwrap();
    Connection::open(desk.path())
        .unwrap()
        .execute_batch("PRAGMA application_id = 7; CREATE TABLE t (a)")
        .unwrap();
    assert!(matches!(refusal(&desk), StoreError::OtherApplication { found: 7, .. }));
}

#[test]
fn a_file_that_is_cut_short_is_told_and_kept() {
    let mut desk = Desk::new();
    drop(desk.create());
    let whole = fs::read(desk.path()).unwrap();
    for keep in [60, 99, 100, 4096, whole.len() / 2, whole.len() - 1] {
        fs::write(desk.path(), &whole[..keep]).unwrap();
        let error = refusal(&desk);
        assert!(matches!(error, StoreError::Damaged(_)), "{keep} bytes: {error}");
        assert_eq!(fs::read(desk.path()).unwrap(), &whole[..keep], "{keep} bytes: the file changed");
    }
    fs::write(desk.path(), &whole).unwrap();
    desk.open(Access::ReadWrite, LAPTOP).unwrap();
}

#[test]
fn pages_of_rubbish_never_panic() {
    let mut desk = Desk::new();
    drop(desk.create());
    let whole = fs::read(desk.path()).unwrap();
    for page in 0..whole.len() / 4096 {
        let mut broken = whole.clone();
        // The first page keeps its header, so that it is still taken for a workspace.
        let from = page * 4096 + if page == 0 { 100 } else { 0 };
        broken[from..(page + 1) * 4096].fill(0xA5);
        fs::write(desk.path(), &broken).unwrap();
        if let Ok(workspace) = desk.open(Access::ReadWrite, LAPTOP) {
            let found = workspace.doctor();
            assert!(found.is_err() || found.unwrap().iter().any(|f| f.wrong), "page {page} is not missed");
        }
    }
}

#[test]
fn a_newer_schema_opens_for_reading() {
    let mut desk = Desk::new();
    drop(desk.create());
    Connection::open(desk.path()).unwrap().execute_batch("PRAGMA user_version = 9").unwrap();
    let workspace = desk.open(Access::ReadWrite, LAPTOP).unwrap();
    assert_eq!(workspace.read_only(), Some(&ReadOnlyReason::NewerVersion { found: 9, known: 1 }));
    assert_eq!(size(&workspace), 1);
    let outcome: Result<(), StoreError> = workspace.write(&mut desk.fresh, |_| Ok(()));
    let message = outcome.unwrap_err().to_string();
    assert!(message.contains("written by a newer version"), "{message}");
}

#[test]
fn a_record_type_of_a_newer_program_opens_for_reading() {
    let mut desk = Desk::new();
    drop(desk.create());
    let mut newer = host(LAPTOP);
    newer.known = |_| true;
    let workspace = Workspace::open(&desk.path(), Access::ReadWrite, newer).unwrap();
    let mut draft = crate::support::content(&mut desk.fresh, b"from the future");
    draft.kind = "future.event".to_owned();
    // The projections of this program may refuse to fold it; then the workspace is as it was.
    if workspace.write(&mut desk.fresh, |tx| tx.append(draft)).is_err() {
        Connection::open(desk.path())
            .unwrap()
            .execute_batch("INSERT INTO record_type (type) VALUES ('future.event')")
            .unwrap();
    }
    drop(workspace);
    let workspace = desk.open(Access::ReadWrite, LAPTOP).unwrap();
    assert_eq!(workspace.read_only(), Some(&ReadOnlyReason::UnknownType("future.event".to_owned())));
    assert!(workspace.verify().unwrap().holds());
}

#[test]
fn asked_for_reading_nothing_is_written() {
    let mut desk = Desk::new();
    drop(desk.create());
    let before = fs::read(desk.path()).unwrap();
    let workspace = desk.open(Access::ReadOnly, "another-device").unwrap();
    assert_eq!(workspace.read_only(), Some(&ReadOnlyReason::Asked));
    assert!(workspace.verify().unwrap().holds());
    assert!(workspace.check_projections().unwrap().unchanged());
    assert!(matches!(workspace.rebuild(), Err(StoreError::ReadOnly(ReadOnlyReason::Asked))));
    drop(workspace);
    assert_eq!(fs::read(desk.path()).unwrap(), before);
}

#[test]
fn a_file_in_the_way_is_kept() {
    let mut desk = Desk::new();
    fs::File::create(desk.path()).unwrap().write_all(b"mine").unwrap();
    let outcome = create_at(&desk.path(), LAPTOP, &mut desk.fresh);
    assert!(matches!(outcome, Err(StoreError::Exists(_))));
    assert_eq!(fs::read(desk.path()).unwrap(), b"mine");
    let nowhere = desk.folder.path().join("none/w.decklog");
    assert!(matches!(create_at(&nowhere, LAPTOP, &mut desk.fresh), Err(StoreError::Io { .. })));
}

#[test]
fn projections_of_an_older_program_are_refolded() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    desk.record(&workspace, "kept");
    drop(workspace);
    Connection::open(desk.path())
        .unwrap()
        .execute_batch(
            "UPDATE projection_version SET version = 0; DELETE FROM command; CREATE TABLE old (a);",
        )
        .unwrap();
    let reading = desk.open(Access::ReadOnly, LAPTOP).err().unwrap();
    assert!(matches!(reading, StoreError::NotReadableHere(_)), "{reading}");
    let workspace = desk.open(Access::ReadWrite, LAPTOP).unwrap();
    let conn = Connection::open(desk.path()).unwrap();
    let commands: i64 = conn.query_row("SELECT count(*) FROM command", [], |row| row.get(0)).unwrap();
    assert_eq!(commands, 2);
    assert!(conn.query_row("SELECT 1 FROM old", [], |row| row.get::<_, i64>(0)).is_err());
    assert!(workspace.check_projections().unwrap().unchanged());
}

#[test]
fn settings_that_protect_the_file_are_in_force() {
    let mut desk = Desk::new();
    drop(desk.create());
    let conn = Connection::open(desk.path()).unwrap();
    let text =
        |name: &str| conn.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, String>(0)).unwrap();
    let number =
        |name: &str| conn.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(text("journal_mode"), "wal");
    assert_eq!(number("application_id"), 0x446b_4c67);
    assert_eq!(number("user_version"), 1);
    let loose: i64 = conn
        .query_row(
            "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0
             AND name NOT LIKE 'sqlite%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(loose, 0);
}

/// Without the lock, another program that closes the file takes itself for the last user of the log and removes it,
/// and everything recorded later is lost.
#[cfg(target_os = "linux")]
#[test]
fn a_file_opened_twice_keeps_its_lock_in_this_process() {
    use std::os::unix::fs::MetadataExt as _;

    let mut desk = Desk::new();
    let first = desk.create();
    first.data_version().unwrap();
    let inode = format!(":{}", fs::metadata(desk.path()).unwrap().ino());
    let is_locked = || {
        let locks = fs::read_to_string("/proc/locks").unwrap();
        locks.lines().any(|line| line.split_whitespace().any(|word| word.ends_with(&inode)))
    };
    assert!(is_locked());
    let second = desk.open(Access::ReadOnly, LAPTOP).unwrap();
    second.data_version().unwrap();
    assert!(is_locked(), "opening it again gave the lock up");
    drop(second);
    assert!(is_locked(), "closing the second gave the lock up");
    drop(first);
    assert!(!is_locked());
}
