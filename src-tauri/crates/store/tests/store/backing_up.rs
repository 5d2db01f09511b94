use decklog_store::{Access, StoreError, Workspace};

use crate::support::{Desk, LAPTOP, host, size};

#[test]
fn a_backup_is_a_workspace() {
    let mut desk = Desk::new();
    let workspace = desk.two_journals();
    let to = desk.folder.path().join("backup.decklog");
    workspace.backup(&to).unwrap();
    desk.record(&workspace, "later");
    let header = std::fs::read(&to).unwrap();
    assert_eq!(header[18..20], [2, 2], "the copy uses a write-ahead log as well");
    let copy = Workspace::open(&to, Access::ReadWrite, host(LAPTOP)).unwrap();
    assert_eq!(size(&copy), 12);
    assert!(copy.verify().unwrap().holds());
    assert!(copy.check_projections().unwrap().unchanged());
    desk.record(&copy, "the copy can be recorded in");
    assert!(matches!(workspace.backup(&to), Err(StoreError::Exists(_))));
    let names: Vec<_> = std::fs::read_dir(desk.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with(".decklog-"))
        .collect();
    assert!(names.is_empty(), "{names:?}");
}

#[test]
fn a_copy_that_does_not_verify_is_not_kept() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    desk.record(&workspace, "x");
    drop(workspace);
    desk.tamper("UPDATE record SET leaf = zeroblob(32)");
    let workspace = desk.open(Access::ReadOnly, LAPTOP).unwrap();
    let to = desk.folder.path().join("backup.decklog");
    assert!(matches!(workspace.backup(&to), Err(StoreError::Damaged(_))));
    assert!(!to.exists());
}
