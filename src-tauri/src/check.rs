//! Checking the journal: after a workspace was opened, once a day, and when somebody asks for it.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use decklog_app::{Access, Machine};
use tauri::{AppHandle, Emitter as _, Manager as _};

use crate::announce::OwnWork;
use crate::desktop::wire::{Integrity, JournalFault, JournalState};
use crate::state::{Shell, Shown, lock};
use crate::window::MAIN;

/// Seconds after which a check is too old.
const DAY: i64 = 24 * 60 * 60;
/// How often it is looked whether one is due.
const LOOK: Duration = Duration::from_secs(1);

/// What is known of one workspace.
#[derive(Default)]
pub(crate) struct Check {
    state: Mutex<JournalState>,
    /// When the last check began, in seconds since 1970. Locked while one is at work, so that there is one at a time.
    began: Mutex<Option<i64>>,
}

/// Who asked for a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    /// Nobody: it leaves no record.
    ByTheClock,
    /// A person: it is recorded where the workspace takes writes.
    ByAPerson,
}

impl Check {
    /// What the last check found.
    pub(crate) fn state(&self) -> JournalState {
        lock(&self.state).clone()
    }
}

/// Checks `shown` on a connection of its own, tells the window, and returns what was found.
pub(crate) fn check(handle: &AppHandle, shown: &Arc<Shown>, asked: Asked) -> JournalState {
    let mut began = lock(&shown.check.began);
    *began = Some(Machine::Live.now().timestamp());
    tell(handle, shown, JournalState { state: Integrity::Checking, ..shown.check.state() });
    let own = (asked == Asked::ByAPerson).then(|| OwnWork::begin(shown));
    let found = panic::catch_unwind(AssertUnwindSafe(|| find(shown, asked)));
    let state = found.unwrap_or_else(|_| not_checked(shown, "a fault of the program stopped the check"));
    if let Some(own) = own {
        own.announce(handle);
    }
    tell(handle, shown, state.clone());
    state
}

fn find(shown: &Shown, asked: Asked) -> JournalState {
    // What is open for reading only leaves no record of the check.
    let opened = match asked {
        Asked::ByTheClock => shown.open_again(Access::ReadOnly),
        Asked::ByAPerson => shown.open_beside(),
    };
    let app = match opened {
        Ok(app) => app,
        Err(problem) => return not_checked(shown, &problem.message),
    };
    let found = match app.verify_journal() {
        Ok(found) => found,
        Err(error) => return not_checked(shown, &error.to_string()),
    };
    let place = |origin: &str, seq: Option<u64>| match seq {
        Some(seq) => format!("{origin}#{seq}"),
        None => origin.to_owned(),
    };
    JournalState {
        state: if found.holds() { Integrity::Intact } else { Integrity::Damaged },
        at: Some(Machine::Live.now().format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()),
        records: found.records(),
        fault_count: found.fault_count,
        faults: found
            .faults
            .into_iter()
            .map(|fault| JournalFault { place: place(&fault.origin, fault.seq), message: fault.message })
            .collect(),
    }
}

/// The state when a check did not come to its end: what was known before says nothing of the present.
fn not_checked(shown: &Shown, why: &str) -> JournalState {
    let place = shown.app.path().to_string_lossy().into_owned();
    let fault = JournalFault { place, message: why.into() };
    JournalState { faults: vec![fault], ..JournalState::default() }
}

/// Remembers a state and sends it to the window that shows the workspace.
fn tell(handle: &AppHandle, shown: &Arc<Shown>, state: JournalState) {
    *lock(&shown.check.state) = state.clone();
    if handle.state::<Shell>().still_shows(shown) {
        // Without a window, there is nobody to tell.
        let _ = handle.emit_to(MAIN, "journal-state", state);
    }
}

/// Checks the workspace that is shown whenever it never was or its last check is a day old, for the life of the
/// program.
///
/// # Errors
/// When the system gives no thread.
pub(crate) fn daily(handle: AppHandle) -> std::io::Result<()> {
    let clock = move || {
        loop {
            thread::sleep(LOOK);
            if let Ok(shown) = handle.state::<Shell>().shown()
                && is_due(*lock(&shown.check.began), Machine::Live.now().timestamp())
            {
                check(&handle, &shown, Asked::ByTheClock);
            }
        }
    };
    thread::Builder::new().name("check".into()).spawn(clock).map(drop)
}

/// Whether a check is due, from when the last one began and the present, in seconds since 1970. After the clock was set
/// back, it is.
fn is_due(began: Option<i64>, now: i64) -> bool {
    began.is_none_or(|began| now < began || now - began >= DAY)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{Asked, DAY, find, is_due};
    use crate::desktop::wire::Integrity;
    use crate::open;
    use crate::state::Shown;

    #[test]
    fn a_check_is_due_at_once_and_daily() {
        assert!(is_due(None, 0));
        assert!(!is_due(Some(1000), 1000 + DAY - 1));
        assert!(is_due(Some(1000), 1000 + DAY));
        assert!(is_due(Some(1000), 999));
    }

    #[test]
    fn only_a_check_that_a_person_asks_for_is_recorded() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("workspace.decklog");
        let shown = Shown::new(open::create(&path, "A. Meier").unwrap());
        let records = || shown.app.about().unwrap().records;
        let before = records();

        let found = find(&shown, Asked::ByTheClock);
        assert_eq!((found.state, found.records, records()), (Integrity::Intact, before, before));
        let at = found.at.unwrap();
        assert!(at.len() == 24 && at.ends_with('Z'), "{at}");

        assert_eq!(find(&shown, Asked::ByAPerson).state, Integrity::Intact);
        assert_eq!(records(), before + 1);
    }

    #[test]
    fn a_file_that_is_gone_is_not_checked() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("workspace.decklog");
        let shown = Shown::new(open::create(&path, "A. Meier").unwrap());
        std::fs::remove_file(&path).unwrap();
        let found = find(&shown, Asked::ByTheClock);
        assert_eq!((found.state, found.at), (Integrity::NotChecked, None));
        assert_eq!(found.faults.len(), 1);
    }
}
