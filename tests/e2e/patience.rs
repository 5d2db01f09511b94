//! Waiting: always for something, never for a time.

use std::time::{Duration, Instant};

/// How long anything may take before a journey fails. Generous, because machines that build are busy; what must be
/// quick is measured by itself.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// Asks again and again until there is an answer; after [`PATIENCE`], `None`.
pub(crate) fn until<T>(mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let end = now() + PATIENCE;
    loop {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        if now() > end {
            return None;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// For measuring how long something took.
#[expect(clippy::disallowed_methods, reason = "journeys are timed; nothing here enters a record")]
pub(crate) fn now() -> Instant {
    Instant::now()
}
