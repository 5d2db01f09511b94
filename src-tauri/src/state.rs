//! What the commands share: the workspace that is shown, and what the shell itself remembers of it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use decklog_app::{App, Problem, SHIPPED, VERSION, os_user};

use crate::announce::Announcer;
use crate::check::Check;
use crate::desktop::wire::{Start, WorkspaceState};
use crate::open;
use crate::preview::Previews;
use crate::problem::problem;

/// The shell's state; one for the life of the program.
pub(crate) struct Shell {
    /// The user's own workspace file, or why there can be none.
    own: Result<PathBuf, Problem>,
    /// The workspace that is shown, or why none is.
    current: RwLock<Result<Arc<Shown>, WorkspaceState>>,
    /// How often the page died since it last asked for its beginning.
    pub(crate) deaths: AtomicU32,
    /// Locked while an export is at work.
    pub(crate) export: Mutex<()>,
    /// Whether it is to stop.
    pub(crate) cancel_export: AtomicBool,
    pub(crate) previews: Previews,
}

/// The workspace that is shown.
pub(crate) struct Shown {
    pub(crate) app: App,
    pub(crate) announcer: Announcer,
    pub(crate) check: Check,
    /// What the window wants kept and the file does not take, `None` for what it wants dropped: a workspace to read, a
    /// full disk. It lasts as long as the program, so that a page that dies loses nothing.
    memory: Mutex<BTreeMap<String, Option<String>>>,
}

impl Shell {
    /// Opens the user's own workspace, if there is one.
    pub(crate) fn new() -> Shell {
        let own = open::own_path();
        let current = RwLock::new(open::own(&own));
        Shell {
            own,
            current,
            deaths: AtomicU32::new(0),
            export: Mutex::new(()),
            cancel_export: AtomicBool::new(false),
            previews: Previews::default(),
        }
    }

    /// The user's own workspace file.
    ///
    /// # Errors
    /// When the system names no place for it.
    pub(crate) fn own(&self) -> Result<&PathBuf, Problem> {
        self.own.as_ref().map_err(Clone::clone)
    }

    /// The workspace that is shown.
    ///
    /// # Errors
    /// `no_workspace` when none is open.
    pub(crate) fn shown(&self) -> Result<Arc<Shown>, Problem> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        current.as_ref().map(Arc::clone).map_err(|state| match state {
            WorkspaceState::Unusable { problem, .. } => problem.clone(),
            _ => problem("no_workspace", "No workspace is open. Nothing was done.", "make one or open one"),
        })
    }

    /// Shows another workspace.
    pub(crate) fn show(&self, app: App) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Ok(Arc::new(Shown::new(app)));
    }

    /// Whether `shown` is still the workspace that is shown.
    pub(crate) fn still_shows(&self, shown: &Arc<Shown>) -> bool {
        self.shown().is_ok_and(|current| Arc::ptr_eq(&current, shown))
    }

    /// What a window begins with. A workspace that could not be opened, or took no writes, is looked at again.
    ///
    /// # Errors
    /// When what was kept for the window cannot be read.
    pub(crate) fn start(&self) -> Result<Start, Problem> {
        let workspace = {
            let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
            match &*current {
                Ok(shown) => {
                    if let Some(shown) = shown.now_takes_writes() {
                        *current = Ok(Arc::new(shown));
                    }
                }
                Err(_) => *current = open::own(&self.own),
            }
            match &*current {
                Ok(shown) => shown.state(),
                Err(state) => state.clone(),
            }
        };
        let memory = match self.shown() {
            Ok(shown) => shown.memory()?,
            Err(_) => BTreeMap::new(),
        };
        Ok(Start {
            workspace,
            restarted: self.deaths.swap(0, Ordering::Relaxed) > 0,
            memory,
            user: os_user(),
            version: VERSION.into(),
            shipped: SHIPPED.into(),
            own_path: self.own.as_ref().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default(),
        })
    }
}

impl Shown {
    /// A workspace that has just been opened.
    pub(crate) fn new(app: App) -> Shown {
        Shown {
            announcer: Announcer::new(&app),
            app,
            check: Check::default(),
            memory: Mutex::new(BTreeMap::new()),
        }
    }

    fn state(&self) -> WorkspaceState {
        WorkspaceState::Open {
            path: self.app.path().to_string_lossy().into_owned(),
            read_only: self.app.read_only(),
            sample: self.app.mode() == decklog_app::Mode::Replay,
        }
    }

    /// The same file opened once more, for work during which nothing else may have to wait.
    ///
    /// # Errors
    /// When the file cannot be opened any more.
    pub(crate) fn open_again(&self, access: decklog_app::Access) -> Result<App, Problem> {
        open::file(self.app.path(), access).map_err(|error| error.problem())
    }

    /// As [`Shown::open_again`], to record where that is possible.
    ///
    /// # Errors
    /// As there.
    pub(crate) fn open_beside(&self) -> Result<App, Problem> {
        self.open_again(match self.app.read_only() {
            None => decklog_app::Access::ReadWrite,
            Some(_) => decklog_app::Access::ReadOnly,
        })
    }

    /// Remembers something about the window; `None` forgets it. What the file did not take before goes along.
    ///
    /// # Errors
    /// When it cannot be written; until it can, it is held here.
    pub(crate) fn keep(&self, key: &str, value: Option<&str>) -> Result<(), Problem> {
        lock(&self.memory).insert(key.into(), value.map(Into::into));
        if self.app.read_only().is_some() {
            return Ok(());
        }
        let waiting = lock(&self.memory).clone();
        for (key, value) in waiting {
            self.app.remember(&key, value.as_deref()).map_err(|error| error.problem())?;
            let mut memory = lock(&self.memory);
            // Something newer stays.
            if memory.get(&key) == Some(&value) {
                memory.remove(&key);
            }
        }
        Ok(())
    }

    /// A draft that the journal has taken over, and with which the file dropped it.
    pub(crate) fn forget(&self, key: &str) {
        lock(&self.memory).remove(key);
    }

    fn memory(&self) -> Result<BTreeMap<String, String>, Problem> {
        let mut memory = self.app.memory().map_err(|error| error.problem())?;
        for (key, value) in lock(&self.memory).clone() {
            match value {
                Some(value) => memory.insert(key, value),
                None => memory.remove(&key),
            };
        }
        Ok(memory)
    }

    /// The workspace once more, when it took no writes and takes them now.
    fn now_takes_writes(&self) -> Option<Shown> {
        self.app.read_only()?;
        let app = open::at(self.app.path()).ok().filter(|app| app.read_only().is_none())?;
        let shown = Shown::new(app);
        for (key, value) in lock(&self.memory).clone() {
            // What cannot be kept is held.
            let _ = shown.keep(&key, value.as_deref());
        }
        Some(shown)
    }
}

/// Locks, whatever happened to the thread that held it: nothing here is left half-done by a panic.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
