use std::collections::HashSet;
use std::process::{Command, Stdio};

use decklog_store::{Access, StoreError, Workspace};

use crate::support::{Counter, Desk, LAPTOP, draft, host, size, stamp, words};

const EACH: u64 = 60;

fn record_many(workspace: &Workspace, counter: u64) {
    let mut fresh = Counter(counter);
    for n in 0..EACH {
        let event = words(&mut fresh, &format!("{counter} {n}"));
        let stamp = stamp(&mut fresh);
        let draft = draft(&event, stamp, &mut fresh);
        workspace.write(&mut fresh, |tx| tx.append(draft)).unwrap();
    }
}

fn check(workspace: &Workspace, expected: u64) {
    assert_eq!(size(workspace), expected);
    let ids: HashSet<String> = workspace
        .read(|s| {
            s.events()?.map(|event| event.map(|event| event.record.id)).collect::<Result<_, StoreError>>()
        })
        .unwrap();
    assert_eq!(ids.len() as u64, expected);
    let found = workspace.verify().unwrap();
    assert!(found.holds(), "{:?}", found.faults);
    assert!(workspace.check_projections().unwrap().unchanged());
}

#[test]
fn threads_lose_and_double_nothing() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    std::thread::scope(|scope| {
        for n in 1..=3 {
            let workspace = &workspace;
            scope.spawn(move || record_many(workspace, n * 1_000_000));
        }
        for _ in 0..20 {
            assert!(workspace.verify().unwrap().holds());
        }
    });
    check(&workspace, 1 + 3 * EACH);
}

#[test]
fn processes_lose_and_double_nothing() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    let children: Vec<_> = (1..=3_u64)
        .map(|n| {
            Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "two_writers::a_writing_process", "--ignored"])
                .env("STORE_TEST_WORKSPACE", desk.path())
                .env("STORE_TEST_COUNTER", (n * 1_000_000).to_string())
                .stdout(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    check(&workspace, 1 + 3 * EACH);
}

#[test]
#[ignore = "started by processes_lose_and_double_nothing"]
fn a_writing_process() {
    let path = std::env::var_os("STORE_TEST_WORKSPACE").unwrap();
    let counter = std::env::var("STORE_TEST_COUNTER").unwrap().parse().unwrap();
    let workspace = Workspace::open(path.as_ref(), Access::ReadWrite, host(LAPTOP)).unwrap();
    record_many(&workspace, counter);
}

#[test]
fn a_writer_that_holds_on_is_reported() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    let other = rusqlite::Connection::open(desk.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let outcome: Result<(), StoreError> = workspace.write(&mut desk.fresh, |_| Ok(()));
    assert!(matches!(outcome, Err(StoreError::Locked)), "{outcome:?}");
    let outcome: Result<(), StoreError> = workspace.write_or_later(&mut desk.fresh, |_| Ok(()));
    assert!(matches!(outcome, Err(StoreError::Locked)), "{outcome:?}");
    assert_eq!(size(&workspace), 1);
    other.execute_batch("ROLLBACK").unwrap();
    workspace
        .write_or_later::<_, StoreError>(&mut desk.fresh, |tx| tx.set_local("draft", Some("x")))
        .unwrap();
}
