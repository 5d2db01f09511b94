//! A workspace used through the app crate, with told time and chance.

use std::path::PathBuf;

use chrono::{DateTime, Duration, Utc};
use decklog_app::{
    Access, App, AppError, Command, ExportFormat, ExportRequest, Exported, Machine, NewWorkspace, Recorded,
    Replay, Request, derive_id,
};
use decklog_domain::Id;
use tempfile::TempDir;

/// A replay workspace, open on one device at a time.
pub(crate) struct Desk {
    folder: TempDir,
    device: u8,
    now: DateTime<Utc>,
    cmds: u64,
    app: Option<App>,
}

impl Desk {
    /// A new workspace, in memory where the system has such a folder: what is tested here is not the disk.
    pub(crate) fn new() -> Desk {
        let memory = PathBuf::from("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let now = DateTime::parse_from_rfc3339("2026-11-20T03:00:00Z").unwrap().to_utc();
        let mut desk = Desk { folder: folder.unwrap(), device: 0, now, cmds: 0, app: None };
        let new = NewWorkspace {
            name: "Desk".to_owned(),
            person: "A. Meier".to_owned(),
            handle: Some("meier".to_owned()),
        };
        desk.app = Some(App::create(&desk.path("desk.decklog"), &new, desk.machine()).unwrap());
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        std::fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }

    fn machine(&self) -> Machine {
        Machine::Replay(Replay {
            seed: format!("desk {}", self.device),
            now: self.now,
            zone: chrono_tz::Europe::Berlin,
        })
    }

    pub(crate) fn app(&self) -> &App {
        self.app.as_ref().unwrap()
    }

    /// Goes on at another device: its next record seals the journal that is open.
    pub(crate) fn sit_down_at(&mut self, device: u8) {
        self.app = None;
        self.device = device;
        self.app = Some(App::open(&self.path("desk.decklog"), Access::ReadWrite, self.machine()).unwrap());
    }

    /// A request with an identity of its own, half a minute later.
    pub(crate) fn request(&mut self, command: Command) -> Request {
        self.now += Duration::seconds(30);
        let now = self.now;
        self.app.as_mut().unwrap().set_now(now);
        self.cmds += 1;
        Request { cmd: Some(cmd(self.cmds)), ..Request::from(command) }
    }

    pub(crate) fn attempt(&mut self, command: Command) -> Result<Recorded, AppError> {
        let request = self.request(command);
        self.app().execute(request)
    }

    #[track_caller]
    pub(crate) fn act(&mut self, command: Command) -> Recorded {
        self.attempt(command.clone()).unwrap_or_else(|error| panic!("{command:?}: {error}"))
    }

    /// Exports incident 1 as a bundle, which verifies.
    pub(crate) fn bundle(&self, name: &str) -> Exported {
        let request = ExportRequest {
            incident: "1".to_owned(),
            format: ExportFormat::Bundle,
            out: self.path(name),
            why: None,
            actor: None,
        };
        self.app().export(&request).unwrap()
    }

    /// The journal verifies and the lists are what it gives.
    #[track_caller]
    pub(crate) fn holds(&self) {
        let found = self.app().verify_journal().unwrap();
        assert!(found.holds(), "{:?}", found.faults);
        let rebuilt = self.app().check_projections().unwrap();
        assert!(rebuilt.unchanged(), "{:?} {:?}", rebuilt.changed_tables(), rebuilt.words_before);
    }
}

/// The n-th identity of a command.
pub(crate) fn cmd(n: u64) -> Id {
    let text = derive_id("desk", "cmd", n).as_str().replace('-', "");
    let mut random = [0; 10];
    random.copy_from_slice(&text.as_bytes()[..10]);
    Id::v7(1_790_000_000_000 + n, random)
}
