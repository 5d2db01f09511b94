//! One command at work: which workspace, which machine, in whose name.

use std::path::PathBuf;

use decklog_app::{
    Access, App, AppError, Command, Machine, Mode, Recorded, Replay, Request, default_workspace,
};
use decklog_domain::{Refusal, RefusalCode};

use crate::args::Global;
use crate::failure::Failure;
use crate::out::Out;

/// Seed of a replay that DECKLOG_SEED does not name.
const SEED: &str = "decklog";

/// What all commands share.
pub(crate) struct Session {
    global: Global,
    /// Where it prints.
    pub(crate) out: Out,
}

impl Session {
    pub(crate) fn new(global: Global) -> Session {
        Session { out: Out::new(global.json), global }
    }

    /// In whose name something is done, when it is not the person bound to the operating-system user.
    pub(crate) fn actor(&self) -> Option<String> {
        self.global.actor.clone()
    }

    /// The workspace file.
    pub(crate) fn workspace(&self) -> Result<PathBuf, Failure> {
        let named = std::env::var_os("DECKLOG_WORKSPACE").filter(|name| !name.is_empty()).map(PathBuf::from);
        match self.global.workspace.clone().or(named) {
            Some(path) => Ok(path),
            None => Ok(default_workspace()?),
        }
    }

    /// The real machine, or a replay when --now tells the time.
    pub(crate) fn machine(&self) -> Machine {
        match self.global.now {
            None => Machine::Live,
            Some(now) => {
                let zone =
                    std::env::var("TZ").ok().and_then(|name| name.trim_start_matches(':').parse().ok());
                let seed = std::env::var("DECKLOG_SEED").unwrap_or_else(|_| SEED.into());
                Machine::Replay(Replay { seed, now, zone: zone.unwrap_or_default() })
            }
        }
    }

    /// Opens the workspace to look at it.
    pub(crate) fn read(&self) -> Result<App, Failure> {
        self.open(Access::ReadOnly)
    }

    /// Opens the workspace to record.
    pub(crate) fn write(&self) -> Result<App, Failure> {
        self.open(Access::ReadWrite)
    }

    fn open(&self, access: Access) -> Result<App, Failure> {
        let app = App::open(&self.workspace()?, access, self.machine())?;
        if self.global.now.is_some() && app.mode() == Mode::Live {
            let refusal =
                Refusal::new(RefusalCode::NotNow, "this workspace is live: --now is for a replay only");
            return Err(AppError::from(refusal.hint("leave out --now")).into());
        }
        Ok(app)
    }

    /// Everything on the standard input.
    pub(crate) fn standard_input(&self) -> Result<String, Failure> {
        std::io::read_to_string(std::io::stdin()).map_err(|error| {
            AppError::File { path: "standard input".into(), message: error.to_string() }.into()
        })
    }

    /// A request in the name, and with the identity, that the command line gives.
    pub(crate) fn request(&self, command: Command) -> Request {
        Request { cmd: self.global.cmd.clone(), actor: self.actor(), ..Request::from(command) }
    }

    /// Carries out a request; says so when it had been carried out before.
    pub(crate) fn execute(&mut self, app: &App, request: Request) -> Result<Recorded, Failure> {
        let recorded = app.execute(request)?;
        if recorded.repeated {
            self.out.message("This command had been carried out before; nothing was added.")?;
        }
        Ok(recorded)
    }
}
