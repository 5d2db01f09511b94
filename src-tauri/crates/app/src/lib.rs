//! The use cases behind every shell: commands, queries, exports.
//!
//! A shell builds a [`Request`], hands it to [`App::execute`] and shows what comes back. Reads go through the methods in
//! [`query`], exports through [`App::export`]. This crate adds what the pure parts are not allowed to know: the time,
//! the person, new ids.

mod attach;
mod command;
mod demo;
mod error;
mod execute;
mod export;
mod file;
mod machine;
mod memory;
mod names;
mod postmortem;
pub mod query;
mod report;
mod shipped;
pub mod wire;
mod workspace;

use decklog_domain::Id;
use decklog_store::Workspace;

pub use command::{Basis, Command, ImportResult, ImportedFile, Outcome, RecordRef, Recorded, Request};
pub use demo::{Demo, demo};
pub use error::{AppError, Problem};
pub use export::{ExportFormat, ExportRequest, ExportStage, Exported, verify_bundle};
pub use machine::{Machine, Replay, default_workspace, derive_id, os_user};
pub use memory::Changes;
pub use query::{Answer, Query};
pub use shipped::NAME as SHIPPED;
pub use workspace::{NewWorkspace, VERSION};

pub use decklog_report::verify::{Outcome as VerdictOutcome, Verdict};
pub use decklog_store::{Access, Finding, Mode};

/// One open workspace with everything a use case needs.
pub struct App {
    pub(crate) workspace: Workspace,
    pub(crate) machine: Machine,
}

impl App {
    /// The workspace file.
    pub fn path(&self) -> &std::path::Path {
        self.workspace.path()
    }

    /// Live or replay.
    pub fn mode(&self) -> Mode {
        self.workspace.mode()
    }

    /// Why nothing can be recorded, in words; `None` when everything can.
    pub fn read_only(&self) -> Option<String> {
        self.workspace.read_only().map(|reason| reason.to_string())
    }

    /// Moves the clock of a replay; nothing on a live machine.
    pub fn set_now(&mut self, now: chrono::DateTime<chrono::Utc>) {
        if let Machine::Replay(replay) = &mut self.machine {
            replay.now = now;
        }
    }

    /// An identity for a command that has none: new each time, or in a replay derived from what was recorded before.
    pub(crate) fn new_cmd(&self, lam: u64) -> Id {
        match &self.machine {
            Machine::Live => self.machine.chance(lam).new_id(),
            Machine::Replay(replay) => {
                let ms = replay.now.timestamp_millis().max(0).unsigned_abs();
                let mut random = [0; 10];
                let id = derive_id(&replay.seed, "cmd", lam);
                random.copy_from_slice(&id.as_str().replace('-', "").as_bytes()[..10]);
                Id::v7(ms, random)
            }
        }
    }
}
