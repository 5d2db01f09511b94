//! One command at work: which workspace, which machine, in whose name.

use std::path::PathBuf;

use decklog_app::{
    Access, App, AppError, Command, Machine, Mode, Recorded, Replay, Request, default_workspace,
};
use decklog_domain::{Refusal, RefusalCode};

use crate::args::Global;
use crate::failure::Failure;
use crate::out::Out;
use crate::show::prose;

/// Seed of a replay that DECKLOG_SEED does not name.
const SEED: &str = "decklog";

/// Characters of a record that are told back: enough to know it by; a pasted log is not printed again.
const TOLD: usize = 240;

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

    /// Opens the workspace to record; says when bare times will be read in another zone than was asked for.
    pub(crate) fn write(&mut self) -> Result<App, Failure> {
        let app = self.open(Access::ReadWrite)?;
        if let Some(name) = self.machine().unknown_zone() {
            self.out.message(format!(
                "TZ is `{name}`, which names no known zone: a time without a zone is read as UTC. \
                 Write `03:10 CET`, or set TZ to a name like Europe/Berlin."
            ))?;
        }
        Ok(app)
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
            let message = match error.kind() {
                std::io::ErrorKind::InvalidData => "it is no UTF-8; nothing was recorded".into(),
                _ => format!("{error}; nothing was recorded"),
            };
            AppError::File { path: "standard input".into(), message }.into()
        })
    }

    /// Words as they were typed; `-` stands for those on the standard input.
    pub(crate) fn text(&self, typed: String) -> Result<String, Failure> {
        if typed == "-" { Ok(self.standard_input()?.trim_end().to_owned()) } else { Ok(typed) }
    }

    /// A request in the name, and with the identity, that the command line gives.
    pub(crate) fn request(&self, command: Command) -> Request {
        Request { cmd: self.global.cmd.clone(), actor: self.actor(), ..Request::from(command) }
    }

    /// Says what was recorded now, in the words of the timeline.
    pub(crate) fn tell(&mut self, app: &App, recorded: &Recorded) -> Result<(), Failure> {
        if recorded.repeated || self.out.json() {
            return Ok(());
        }
        for line in app.told(recorded)? {
            self.out.message(prose::wrap(&format!("Recorded: {}", prose::begins(&line, TOLD)), 0, 2))?;
        }
        Ok(())
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
