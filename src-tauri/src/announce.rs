//! Telling the window what was committed, by itself or by another program on the same file.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use decklog_app::App;
use tauri::{AppHandle, Emitter as _, Manager as _};

use crate::desktop::wire::{Changed, Origin};
use crate::state::{Shell, Shown, lock};
use crate::window::MAIN;

/// How often the file is looked at for what others have committed.
const LOOK: Duration = Duration::from_millis(300);

/// What the window has been told of one workspace.
pub(crate) struct Announcer {
    /// The latest change told of.
    told: Mutex<u64>,
    /// How many pieces of our own work may have committed something that is not told yet.
    own_work: AtomicUsize,
}

/// Own work between its first commit and its announcement.
pub(crate) struct OwnWork(Arc<Shown>);

impl Announcer {
    /// Begins with the present state: the window reads that by itself.
    pub(crate) fn new(app: &App) -> Announcer {
        let lam = app.about().map(|about| about.lam).unwrap_or_default();
        Announcer { told: Mutex::new(lam), own_work: AtomicUsize::new(0) }
    }

    /// What was committed since the last call; `None` when nothing was, or the file cannot be read just now.
    fn news(&self, app: &App) -> Option<Changed> {
        let mut told = lock(&self.told);
        let changes = app.changes_since(*told).ok().filter(|changes| changes.lam > *told)?;
        *told = changes.lam;
        // Own work cannot end before it has held the lock: if some of it is in these changes, it is counted still.
        let origin = if self.own_work.load(Ordering::SeqCst) > 0 { Origin::Here } else { Origin::Elsewhere };
        Some(Changed { lam: changes.lam, tags: changes.tags, origin })
    }
}

impl OwnWork {
    /// Says that `shown` may be about to be changed by this window.
    pub(crate) fn begin(shown: &Arc<Shown>) -> OwnWork {
        shown.announcer.own_work.fetch_add(1, Ordering::SeqCst);
        OwnWork(Arc::clone(shown))
    }

    /// Tells the window what came of it, on another thread, so that its answer need not wait.
    pub(crate) fn announce(self, handle: &AppHandle) {
        let handle = handle.clone();
        drop(tauri::async_runtime::spawn_blocking(move || announce(&handle, &self.0)));
    }
}

impl Drop for OwnWork {
    fn drop(&mut self) {
        self.0.announcer.own_work.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Emits `changed` if there is something to tell and the window still shows this workspace.
fn announce(handle: &AppHandle, shown: &Arc<Shown>) {
    if let Some(changed) = shown.announcer.news(&shown.app)
        && handle.state::<Shell>().still_shows(shown)
    {
        // Without a window, there is nobody to tell.
        let _ = handle.emit_to(MAIN, "changed", changed);
    }
}

/// Watches the workspace that is shown, for the life of the program.
///
/// # Errors
/// When the system gives no thread.
pub(crate) fn watch(handle: AppHandle) -> std::io::Result<()> {
    let watcher = move || {
        loop {
            thread::sleep(LOOK);
            if let Ok(shown) = handle.state::<Shell>().shown() {
                announce(&handle, &shown);
            }
        }
    };
    thread::Builder::new().name("watch".into()).spawn(watcher).map(drop)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::Arc;

    use decklog_app::{Command, Request};

    use super::OwnWork;
    use crate::desktop::wire::Origin;
    use crate::open;
    use crate::state::Shown;

    fn join(shown: &Shown, name: &str) {
        let command = Command::AddPerson { handle: None, name: name.into() };
        shown.app.execute(Request::from(command)).unwrap();
    }

    #[test]
    fn every_commit_is_told_once_with_its_origin() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("workspace.decklog");
        let shown = Arc::new(Shown::new(open::create(&path, "A. Meier").unwrap()));
        let news = || shown.announcer.news(&shown.app);
        assert!(news().is_none());

        let own = OwnWork::begin(&shown);
        join(&shown, "B. Roth");
        let told = news().unwrap();
        assert_eq!(told.origin, Origin::Here);
        assert!(told.tags.contains(&"person".to_owned()), "{:?}", told.tags);
        drop(own);
        assert!(news().is_none());

        join(&Shown::new(open::at(&path).unwrap()), "C. Lind");
        let later = news().unwrap();
        assert_eq!(later.origin, Origin::Elsewhere);
        assert!(later.lam > told.lam);
    }
}
