use std::collections::BTreeMap;

use decklog_domain::Id;
use decklog_domain::event::{Event, RunStepClosed};
use decklog_domain::run::Outcome;
use decklog_journal::payload::Content;
use decklog_journal::{Hash, tree};
use decklog_store::{Access, BLOB_LIMIT, Fresh as _, Mode, Place, StoreError, TextDraft, Workspace};
use serde_json::json;

use crate::support::{Counter, DESKTOP, Desk, LAPTOP, content, draft, event_at, person, size, stamp, words};

#[test]
fn a_new_workspace_holds_its_opening_record() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    let opened = workspace.read(|snapshot| snapshot.opened(1)).unwrap();
    assert_eq!((opened.mode.as_str(), opened.name.as_str()), ("live", "Payments on call"));
    assert_eq!(workspace.mode(), Mode::Live);
    let event = event_at(&workspace, 1, 0);
    assert_eq!((event.record.seq, event.record.lam, event.record.prev), (0, 1, Hash::ZERO));
    assert_eq!(event.record.dev.id, LAPTOP);
    assert_eq!(std::fs::read_dir(desk.folder.path()).unwrap().filter(is_scratch).count(), 0);
}

fn is_scratch(entry: &std::io::Result<std::fs::DirEntry>) -> bool {
    entry.as_ref().unwrap().file_name().to_string_lossy().starts_with(".decklog-")
}

#[test]
fn records_are_linked_and_survive_reopening() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    for n in 0..3 {
        desk.record(&workspace, &format!("note {n}"));
    }
    drop(workspace);
    let workspace = desk.open(Access::ReadWrite, LAPTOP).unwrap();
    let last = desk.record(&workspace, "after reopening");
    assert_eq!((last.record.seq, last.record.lam), (4, 5));
    let before = workspace.read(|s| s.record(Place { journal: 1, seq: 3 })).unwrap().unwrap();
    assert_eq!(last.record.prev, tree::leaf_hash(&before.body));
    assert_eq!(last.texts["why"], Content::Words("after reopening".to_owned()));
}

#[test]
fn a_refusal_leaves_no_trace() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    let event = words(&mut desk.fresh, "never");
    let stamp = stamp(&mut desk.fresh);
    let draft = draft(&event, stamp, &mut desk.fresh);
    let outcome: Result<(), StoreError> = workspace.write(&mut desk.fresh, |tx| {
        tx.append(draft)?;
        tx.set_local("draft", Some("x"))?;
        Err(StoreError::Fold("changed my mind".to_owned()))
    });
    assert!(outcome.is_err());
    assert_eq!(size(&workspace), 1);
    assert_eq!(workspace.read(|s| s.local("draft")).unwrap(), None);
}

#[test]
fn a_failed_append_cannot_be_committed() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    let mut bad = content(&mut desk.fresh, b"kept nowhere");
    bad.facts = json!({ "half": 0.5 });
    let good = content(&mut desk.fresh, b"good");
    let mut unknown = content(&mut desk.fresh, b"unknown");
    unknown.kind = "future.event".to_owned();
    let mut long = content(&mut desk.fresh, b"");
    long.texts = vec![("message".to_owned(), TextDraft::Words("x".repeat(BLOB_LIMIT + 1)))];
    let mut wide = content(&mut desk.fresh, b"");
    wide.texts = (0..1000).map(|n| (format!("k{n}"), TextDraft::Words(String::new()))).collect();
    for wrong in [bad, unknown, long, wide] {
        let outcome: Result<(), StoreError> = workspace.write(&mut desk.fresh, |tx| {
            tx.append(wrong).unwrap_err();
            Ok(())
        });
        assert!(matches!(outcome, Err(StoreError::BadRecord(_))), "{outcome:?}");
    }
    assert_eq!(size(&workspace), 1);
    workspace.write(&mut desk.fresh, |tx| tx.append(good)).unwrap();
    assert_eq!(size(&workspace), 2);
}

/// An event of the first journal, read back.
fn recorded(workspace: &Workspace, seq: u64) -> Event {
    let event = workspace.read(|snapshot| {
        let event = snapshot.event(Place { journal: 1, seq })?.unwrap();
        Ok::<_, StoreError>(event.recorded(snapshot)?.event)
    });
    event.unwrap()
}

#[test]
fn words_too_long_for_a_record_are_kept_as_content_and_read_as_words() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    let texts = ["é".repeat(200_000), "\n".repeat(200_000), "short".to_owned()];
    let events: Vec<Event> = texts.iter().map(|text| words(&mut desk.fresh, text)).collect();
    for event in &events {
        let stamp = stamp(&mut desk.fresh);
        let draft = draft(event, stamp, &mut desk.fresh);
        workspace.write(&mut desk.fresh, |tx| tx.append(draft)).unwrap();
    }
    for (seq, event) in (1..).zip(&events) {
        assert!(recorded(&workspace, seq) == *event, "record {seq}");
    }
    let kept = |seq| event_at(&workspace, 1, seq).texts["why"].clone();
    assert_eq!(kept(1), Content::Blob(Hash::of(texts[0].as_bytes())));
    assert_eq!(
        kept(2),
        Content::Blob(Hash::of(texts[1].as_bytes())),
        "as long as it gets when it is escaped"
    );
    assert_eq!(kept(3), Content::Words("short".to_owned()));
    assert!(workspace.verify().unwrap().holds());
    assert!(workspace.check_projections().unwrap().unchanged());
}

#[test]
fn of_many_words_the_longest_are_kept_as_content() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    let id = |fresh: &mut Counter| Id::parse(&fresh.id()).unwrap();
    let value: BTreeMap<String, String> =
        (1..=30).map(|n| (format!("v{n:02}"), "x".repeat(n * 1000))).collect();
    let event = Event::RunStepClosed(RunStepClosed {
        run: id(&mut desk.fresh),
        step: "look".to_owned(),
        visit: 1,
        outcome: Outcome::Done,
        to: None,
        answer: None,
        title: "Look".to_owned(),
        answer_words: None,
        saw: None,
        typed: None,
        why: None,
        note: None,
        value,
        evidence: Vec::new(),
    });
    let stamp = stamp(&mut desk.fresh);
    let draft = draft(&event, stamp, &mut desk.fresh);
    workspace.write(&mut desk.fresh, |tx| tx.append(draft)).unwrap();
    assert_eq!(recorded(&workspace, 1), event);
    let texts = event_at(&workspace, 1, 1).texts;
    let in_blobs: Vec<&str> = texts
        .iter()
        .filter(|(_, content)| matches!(content, Content::Blob(_)))
        .map(|(k, _)| k.as_str())
        .collect();
    let longest: Vec<String> = (22..30).map(|n| format!("value.{n}")).collect();
    assert_eq!(in_blobs, longest, "no more than it takes");
    assert!(workspace.verify().unwrap().holds());
}

#[test]
fn content_is_kept_once() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    for _ in 0..2 {
        let draft = content(&mut desk.fresh, b"the same bytes");
        workspace.write(&mut desk.fresh, |tx| tx.append(draft)).unwrap();
    }
    let hash = Hash::of(b"the same bytes");
    assert_eq!(event_at(&workspace, 1, 2).texts["message"], Content::Blob(hash));
    assert_eq!(workspace.read(|s| s.blob(&hash)).unwrap().unwrap(), b"the same bytes");
    let conn = rusqlite::Connection::open(desk.path()).unwrap();
    let blobs: i64 = conn.query_row("SELECT count(*) FROM blob", [], |row| row.get(0)).unwrap();
    assert_eq!(blobs, 1);
    let mut stored = content(&mut desk.fresh, b"");
    stored.texts = vec![("message".to_owned(), TextDraft::Stored(hash))];
    workspace.write(&mut desk.fresh, |tx| tx.append(stored)).unwrap();
    assert!(workspace.verify().unwrap().holds());
}

#[test]
fn a_command_finds_its_records() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    let stamp = stamp(&mut desk.fresh);
    let cmd = stamp.cmd.clone();
    let events: Vec<Event> = (0..3).map(|_| person(&mut desk.fresh)).collect();
    let drafts: Vec<_> = events.iter().map(|e| draft(e, stamp.clone(), &mut desk.fresh)).collect();
    let expected: Vec<Place> = (1..4).map(|seq| Place { journal: 1, seq }).collect();
    workspace
        .write(&mut desk.fresh, |tx| {
            for draft in drafts {
                tx.append(draft)?;
            }
            assert_eq!(tx.records_of_cmd(&cmd)?, expected);
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(workspace.read(|s| s.records_of_cmd(&cmd)).unwrap(), expected);
    assert_eq!(workspace.read(|s| s.records_of_cmd("none")).unwrap(), []);
}

#[test]
fn a_command_that_recorded_before_is_not_recorded_again_elsewhere() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    let event = words(&mut desk.fresh, "first");
    let stamp = stamp(&mut desk.fresh);
    let first = draft(&event, stamp.clone(), &mut desk.fresh);
    workspace.write(&mut desk.fresh, |tx| tx.append(first)).unwrap();
    desk.record(&workspace, "between");
    let again = draft(&event, stamp, &mut desk.fresh);
    let outcome = workspace.write(&mut desk.fresh, |tx| tx.append(again));
    assert!(matches!(outcome, Err(StoreError::BadRecord(_))), "{outcome:?}");
    assert_eq!(size(&workspace), 3);
}

#[test]
fn another_device_seals_at_its_first_write_and_not_before() {
    let mut desk = Desk::new();
    let workspace = desk.two_journals();
    let journals = workspace.read(|s| s.journals()).unwrap();
    let [laptop, desktop] = journals.as_slice() else { panic!("{journals:?}") };
    assert!(laptop.sealed && !desktop.sealed);
    assert_eq!((laptop.size, desktop.size), (6, 6));
    assert_eq!(desktop.continues.as_ref(), Some(&laptop.origin));
    assert_eq!((laptop.device.as_str(), desktop.device.as_str()), (LAPTOP, DESKTOP));
    let opened = workspace.read(|s| s.opened(desktop.id)).unwrap();
    let verified = workspace.verify().unwrap();
    assert!(verified.holds(), "{:?}", verified.faults);
    assert_eq!(opened.continues.unwrap().root, verified.journals[0].chain.root.to_string());
    assert_eq!(opened.name, "Payments on call");
    drop(workspace);

    // The first device comes back: opening and reading add nothing, writing continues the newer journal.
    let workspace = desk.open(Access::ReadWrite, LAPTOP).unwrap();
    assert_eq!(size(&workspace), 12);
    desk.record(&workspace, "back on the laptop");
    let journals = workspace.read(|s| s.journals()).unwrap();
    assert_eq!(journals[2].continues.as_ref(), Some(&journals[1].origin));
    let lams: Vec<u64> = workspace
        .read(|s| {
            s.events()?.map(|event| event.map(|event| event.record.lam)).collect::<Result<_, StoreError>>()
        })
        .unwrap();
    assert_eq!(lams, (1..=14).collect::<Vec<_>>());
    assert!(workspace.verify().unwrap().holds());
}

#[test]
fn a_journal_row_is_neither_changed_nor_deleted() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    desk.record(&workspace, "kept");
    let conn = rusqlite::Connection::open(desk.path()).unwrap();
    for sql in [
        "UPDATE record SET lam = 9",
        "DELETE FROM record",
        "UPDATE payload SET line = x'00'",
        "DELETE FROM payload",
        "UPDATE journal SET device = ''",
        "DELETE FROM journal",
    ] {
        let error = conn.execute_batch(sql).unwrap_err();
        assert!(error.to_string().contains("is never"), "{sql}: {error}");
    }
    assert!(workspace.verify().unwrap().holds());
}

#[test]
fn settings_and_drafts_are_kept_apart_from_the_record() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    let set = |desk: &mut Desk, key: &str, value: Option<&str>| {
        workspace.write(&mut desk.fresh, |tx| tx.set_local(key, value)).unwrap();
    };
    set(&mut desk, "draft/1", Some("half a sentence"));
    set(&mut desk, "draft/2", Some("another"));
    set(&mut desk, "person", Some("p"));
    set(&mut desk, "draft/2", Some("another one"));
    assert_eq!(workspace.read(|s| s.local("person")).unwrap().as_deref(), Some("p"));
    set(&mut desk, "draft/1", None);
    let drafts = workspace.read(|s| s.locals("draft/")).unwrap();
    assert_eq!(drafts, [("draft/2".to_owned(), "another one".to_owned())]);
    assert_eq!(size(&workspace), 1);
}

#[test]
fn other_connections_are_noticed() {
    let mut desk = Desk::new();
    let workspace = desk.create();
    let window = desk.open(Access::ReadOnly, LAPTOP).unwrap();
    let before = window.data_version().unwrap();
    assert_eq!(window.data_version().unwrap(), before);
    desk.record(&workspace, "by the command line");
    assert_ne!(window.data_version().unwrap(), before);
}
