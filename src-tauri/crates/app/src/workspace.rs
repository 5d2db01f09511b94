//! Opening and making workspaces.

use std::path::Path;

use chrono::Offset as _;
use chrono::TimeZone as _;
use decklog_domain::{event, person, time};
use decklog_journal::record::ActorRef;
use decklog_store::{Access, Creation, Host, Mode, Stamp, Workspace};

use crate::machine::{self, Machine};
use crate::{App, AppError, Command, Request};

/// Version of the application, as every record names it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What a new workspace begins with.
#[derive(Debug, Clone)]
pub struct NewWorkspace {
    /// Its name.
    pub name: String,
    /// The name in the record of the person who makes it.
    pub person: String,
    /// Their handle; made from the name when absent.
    pub handle: Option<String>,
}

impl App {
    /// Opens the workspace at `path`; a machine that replays is refused by a live one and the other way round.
    ///
    /// # Errors
    /// When the file is missing, no workspace, damaged or locked; see [`decklog_store::StoreError`].
    pub fn open(path: &Path, access: Access, machine: Machine) -> Result<App, AppError> {
        let workspace = Workspace::open(path, access, host(&machine)?)?;
        let fits = matches!(
            (&machine, workspace.mode()),
            (Machine::Live, Mode::Live) | (Machine::Replay(_), Mode::Replay)
        );
        if !fits && access == Access::ReadWrite {
            let message = match workspace.mode() {
                Mode::Live => "this workspace is live: it takes the time and chance of the machine only",
                Mode::Replay => "this workspace is a replay: it takes its time and chance from you",
            };
            let hint = match workspace.mode() {
                Mode::Live => "leave out --now and DECKLOG_SEED",
                Mode::Replay => "give --now INSTANT and set DECKLOG_SEED",
            };
            return Err(decklog_domain::Refusal::new(decklog_domain::RefusalCode::NotNow, message)
                .hint(hint)
                .into());
        }
        Ok(App { workspace, machine })
    }

    /// Makes a workspace and adds the person who makes it, bound to the operating-system user.
    ///
    /// The folders above `path` are made when they are missing.
    ///
    /// # Errors
    /// When a file is in the way, or the place takes no writes; no file is left then.
    pub fn create(path: &Path, new: &NewWorkspace, machine: Machine) -> Result<App, AppError> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| AppError::file(folder, error))?;
        }
        let mode = match machine {
            Machine::Live => Mode::Live,
            Machine::Replay(_) => Mode::Replay,
        };
        let mut chance = machine.chance(0);
        let person = chance.new_id();
        let cmd = chance.new_id();
        let actor = ActorRef { id: person.to_string(), role: None, known: "os".into() };
        let creation = Creation { mode, name: new.name.clone(), stamp: stamp(&machine, cmd.as_str(), actor) };
        let workspace = Workspace::create(path, creation, host(&machine)?, &mut chance)?;
        let app = App { workspace, machine };
        let handle = new.handle.clone().unwrap_or_else(|| person::handle_from_name(&new.person));
        let command = Command::AddPerson { handle: Some(handle), name: new.person.clone() };
        app.add_first_person(person, Request::from(command))?;
        Ok(app)
    }

    /// Binds a person to the operating-system user of this copy.
    ///
    /// # Errors
    /// When the handle is unknown, or nothing can be written.
    pub fn use_person(&self, handle: &str) -> Result<(), AppError> {
        let person = self.workspace.read(|snapshot| crate::names::person(snapshot, handle))?;
        self.bind_person(&person.id)
    }

    pub(crate) fn bind_person(&self, id: &str) -> Result<(), AppError> {
        let mut chance = self.machine.chance(0);
        self.workspace.write(&mut chance, |tx| tx.set_local(&actor_key(), Some(id)))?;
        Ok(())
    }
}

/// Where the person of the operating-system user is remembered.
pub(crate) fn actor_key() -> String {
    format!("actor:{}", machine::os_user())
}

fn host(machine: &Machine) -> Result<Host, AppError> {
    let device = machine::device_id(machine)?.to_string();
    Ok(Host { device, app: VERSION.into(), known: event::is_known })
}

/// What all records of one command share.
pub(crate) fn stamp(machine: &Machine, cmd: &str, actor: ActorRef) -> Stamp {
    let now = machine.now();
    let offset = machine.zone().offset_from_utc_datetime(&now.naive_utc()).fix();
    Stamp { cmd: cmd.into(), at: time::instant(now), tz: offset.to_string(), clk: machine.clock(), actor }
}
