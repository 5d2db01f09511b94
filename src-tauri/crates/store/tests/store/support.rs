//! A workspace in a temporary folder, with counted ids and salts.

use std::path::{Path, PathBuf};

use decklog_domain::Id;
use decklog_domain::event::{Event, ExportFailed, ExportStarted, PersonAdded};
use decklog_journal::Salt;
use decklog_journal::record::{ActorRef, ClockReading, Subject};
use decklog_store::{
    Access, Creation, Draft, Fresh, Host, Mode, Place, Stamp, StoreError, StoredEvent, TextDraft, Workspace,
};
use tempfile::TempDir;

pub(crate) const LAPTOP: &str = "11111111-1111-4111-8111-111111111111";
pub(crate) const DESKTOP: &str = "22222222-2222-4222-8222-222222222222";
const SOMEBODY: &str = "33333333-3333-4333-8333-333333333333";

/// Ids and salts that differ between counters started from different numbers.
pub(crate) struct Counter(pub(crate) u64);

impl Fresh for Counter {
    fn id(&mut self) -> String {
        self.0 += 1;
        let mut random = [0; 10];
        random[2..].copy_from_slice(&self.0.to_be_bytes());
        Id::v7(1_770_000_000_000 + self.0 % 1000, random).to_string()
    }

    fn salt(&mut self) -> Salt {
        self.0 += 1;
        let mut salt = [7; 16];
        salt[8..].copy_from_slice(&self.0.to_be_bytes());
        Salt::from_bytes(salt)
    }
}

pub(crate) fn host(device: &str) -> Host {
    Host {
        device: device.to_owned(),
        app: "decklog 0.1.0 test".to_owned(),
        known: decklog_domain::event::is_known,
    }
}

pub(crate) fn stamp(fresh: &mut dyn Fresh) -> Stamp {
    Stamp {
        cmd: fresh.id(),
        at: "2026-03-14T01:59:26.535Z".to_owned(),
        tz: "+01:00".to_owned(),
        clk: ClockReading { boot: "boot-1".to_owned(), ms: 1000, sync: "ntp".to_owned() },
        actor: ActorRef { id: SOMEBODY.to_owned(), role: None, known: "os".to_owned() },
    }
}

pub(crate) fn draft(event: &Event, stamp: Stamp, fresh: &mut dyn Fresh) -> Draft {
    let (kind, id) = event.subject();
    let encoded = event.encode();
    Draft {
        id: fresh.id(),
        stamp,
        kind: event.kind().to_owned(),
        subj: Subject { kind: kind.to_owned(), id },
        corr: None,
        facts: encoded.facts,
        texts: encoded
            .texts
            .into_iter()
            .filter_map(|(k, content)| TextDraft::of(content).map(|text| (k, text)))
            .collect(),
    }
}

/// An event about nothing else in the workspace, with words.
pub(crate) fn words(fresh: &mut dyn Fresh, words: &str) -> Event {
    let export = Id::parse(&fresh.id()).unwrap();
    Event::ExportStarted(ExportStarted {
        export,
        format: "bundle".to_owned(),
        incident: None,
        why: Some(words.to_owned()),
    })
}

/// The draft of an event about nothing else in the workspace, with content.
pub(crate) fn content(fresh: &mut dyn Fresh, bytes: &[u8]) -> Draft {
    let export = Id::parse(&fresh.id()).unwrap();
    let event = Event::ExportFailed(ExportFailed { export, message: String::new() });
    let stamp = stamp(fresh);
    let mut draft = draft(&event, stamp, fresh);
    draft.texts = vec![("message".to_owned(), TextDraft::Blob(bytes.to_vec()))];
    draft
}

pub(crate) fn person(fresh: &mut dyn Fresh) -> Event {
    let id = fresh.id();
    let handle = format!("p{}", id.replace('-', ""));
    let person = Id::parse(&id).unwrap();
    Event::PersonAdded(PersonAdded { person, handle, name: "A. Meier".to_owned() })
}

pub(crate) fn create_at(path: &Path, device: &str, fresh: &mut dyn Fresh) -> Result<Workspace, StoreError> {
    let stamp = stamp(fresh);
    let creation = Creation { mode: Mode::Live, name: "Payments on call".to_owned(), stamp };
    Workspace::create(path, creation, host(device), fresh)
}

pub(crate) struct Desk {
    pub(crate) folder: TempDir,
    pub(crate) fresh: Counter,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), fresh: Counter(0) }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("work space.decklog")
    }

    pub(crate) fn create(&mut self) -> Workspace {
        create_at(&self.path(), LAPTOP, &mut self.fresh).unwrap()
    }

    pub(crate) fn open(&self, access: Access, device: &str) -> Result<Workspace, StoreError> {
        Workspace::open(&self.path(), access, host(device))
    }

    /// A workspace with two journals: some records of one device, then some of another.
    pub(crate) fn two_journals(&mut self) -> Workspace {
        let workspace = self.create();
        for n in 0..5 {
            self.record(&workspace, &format!("before {n}"));
        }
        drop(workspace);
        let workspace = self.open(Access::ReadWrite, DESKTOP).unwrap();
        for n in 0..5 {
            self.record(&workspace, &format!("after {n}"));
        }
        workspace
    }

    pub(crate) fn record(&mut self, workspace: &Workspace, text: &str) -> StoredEvent {
        let event = words(&mut self.fresh, text);
        self.record_event(workspace, &event)
    }

    pub(crate) fn record_event(&mut self, workspace: &Workspace, event: &Event) -> StoredEvent {
        let stamp = stamp(&mut self.fresh);
        let draft = draft(event, stamp, &mut self.fresh);
        workspace.write(&mut self.fresh, |tx| tx.append(draft)).unwrap()
    }

    /// Edits the file behind the program's back, with the guards out of the way.
    pub(crate) fn tamper(&self, sql: &str) {
        let conn = rusqlite::Connection::open(self.path()).unwrap();
        for table in ["journal", "record", "payload", "checkpoint"] {
            conn.execute_batch(&format!("DROP TRIGGER {table}_kept; DROP TRIGGER {table}_stays;")).unwrap();
        }
        conn.execute_batch(sql).unwrap();
    }
}

pub(crate) fn size(workspace: &Workspace) -> u64 {
    workspace.read(|snapshot| Ok::<_, StoreError>(snapshot.journals()?.iter().map(|j| j.size).sum())).unwrap()
}

pub(crate) fn event_at(workspace: &Workspace, journal: i64, seq: u64) -> StoredEvent {
    workspace.read(|snapshot| snapshot.event(Place { journal, seq })).unwrap().unwrap()
}
