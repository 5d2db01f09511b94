//! Failures as they cross to the window, and work that may not hold the window up.

use decklog_app::Problem;

/// A failure of the shell itself.
pub(crate) fn problem(code: &str, message: impl Into<String>, hint: &str) -> Problem {
    Problem { code: code.into(), message: message.into(), hint: Some(hint.into()) }
}

/// Runs `work` on a thread of its own, because commands are answered on the thread that draws.
///
/// # Errors
/// Those of `work`. When it panics, a problem `fault`: a panic never reaches the reader, and has rolled back its
/// transaction.
pub(crate) async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tauri::async_runtime::spawn_blocking(work).await.unwrap_or_else(|_| {
        Err(problem(
            "fault",
            "A fault of the program stopped this. What was recorded before is kept; nothing of this was.",
            "Look whether it shows after all, then try again. If it stays, restart Decklog and report it.",
        ))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use super::off_thread;

    #[test]
    fn a_panic_is_a_problem() {
        let work = || -> Result<(), _> { panic!("on purpose") };
        let found = tauri::async_runtime::block_on(off_thread(work));
        assert_eq!(found.map_err(|problem| problem.code), Err("fault".to_owned()));
    }
}
