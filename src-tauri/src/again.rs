//! Starting once more, when a predecessor that was killed still stands in the way.

use std::error::Error;
use std::os::unix::process::CommandExt as _;
use std::process::Command;
use std::time::Duration;

/// Counts the starts of one window.
const COUNTER: &str = "DECKLOG_STARTS";

/// How often it is tried, and how long is waited before.
const STARTS: u32 = 10;
const PAUSE: Duration = Duration::from_millis(200);

/// A window that was killed keeps its name on the session bus until the bus has seen that it is gone; whoever starts in
/// that moment hands itself over to nobody and fails. Then this process becomes a new start of the same program, a few
/// times at most. Returns when `error` is another one, or when that did not help.
pub(crate) fn start_again(error: &(dyn Error + 'static)) {
    if !is_handed_to_nobody(error) {
        return;
    }
    let starts = std::env::var(COUNTER).ok().and_then(|count| count.parse().ok()).unwrap_or(0);
    let (true, Ok(program)) = (starts < STARTS, std::env::current_exe()) else { return };
    std::thread::sleep(PAUSE);
    // Only a failure comes back from here, and then the first error is the one to tell.
    let _ =
        Command::new(program).args(std::env::args_os().skip(1)).env(COUNTER, (starts + 1).to_string()).exec();
}

fn is_handed_to_nobody(error: &(dyn Error + 'static)) -> bool {
    matches!(
        error.downcast_ref(),
        Some(tauri::Error::PluginInitialization(plugin, _)) if plugin == "single-instance"
    )
}

#[cfg(test)]
mod tests {
    use super::is_handed_to_nobody;

    #[test]
    fn only_the_predecessor_in_the_way_is_a_reason() {
        let failed = |plugin: &str| tauri::Error::PluginInitialization(plugin.into(), "no reply".into());
        assert!(is_handed_to_nobody(&failed("single-instance")));
        assert!(!is_handed_to_nobody(&failed("dialog")));
        assert!(!is_handed_to_nobody(&std::io::Error::other("no display")));
    }
}
