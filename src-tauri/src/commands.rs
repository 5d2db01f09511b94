//! The commands `query`, `execute` and `export`: arguments in, the use case on another thread, the answer out.

use std::sync::TryLockError;
use std::sync::atomic::Ordering;

use decklog_app::{Answer, ExportRequest, ExportStage, Exported, Outcome, Problem, Query, Request};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager as _};

use crate::announce::OwnWork;
use crate::problem::{off_thread, problem};
use crate::state::Shell;

/// Reads something from the workspace that is shown.
///
/// # Errors
/// When no workspace is open, it cannot be read, or it holds nothing of the name.
#[tauri::command]
pub(crate) async fn query(handle: AppHandle, query: Query) -> Result<Answer, Problem> {
    off_thread(move || {
        let shown = handle.state::<Shell>().shown()?;
        shown.app.answer(query).map_err(|error| error.problem())
    })
    .await
}

/// Carries out a change. What comes back as recorded is durable; a refusal is an ordinary outcome.
///
/// # Errors
/// When no workspace is open, or something cannot be read or written; nothing was recorded then.
#[tauri::command]
pub(crate) async fn execute(handle: AppHandle, request: Request) -> Result<Outcome, Problem> {
    off_thread(move || {
        let shown = handle.state::<Shell>().shown()?;
        let own = OwnWork::begin(&shown);
        let draft = request.draft.clone();
        let outcome = shown.app.outcome(request).map_err(|error| error.problem())?;
        if let (Outcome::Recorded(_), Some(draft)) = (&outcome, draft) {
            shown.forget(&draft);
        }
        own.announce(&handle);
        Ok(outcome)
    })
    .await
}

/// Writes an export on connections of its own, so that nothing else waits for it. `progress` gets each stage as it
/// begins; the ask `cancel_export` of the command `desktop` stops it.
///
/// # Errors
/// `busy` while another export is at work, `cancelled` when it was stopped, and whatever keeps the file from being
/// written; no half-written file stays.
#[tauri::command]
pub(crate) async fn export(
    handle: AppHandle,
    request: ExportRequest,
    progress: Channel<ExportStage>,
) -> Result<Exported, Problem> {
    off_thread(move || {
        let shell = handle.state::<Shell>();
        let _one_at_a_time = match shell.export.try_lock() {
            Err(TryLockError::WouldBlock) => {
                let message = "Another export is being written. This one was not begun.";
                return Err(problem("busy", message, "wait for it or cancel it, then try again"));
            }
            Err(TryLockError::Poisoned(lock)) => lock.into_inner(),
            Ok(lock) => lock,
        };
        shell.cancel_export.store(false, Ordering::SeqCst);
        let shown = shell.shown()?;
        let app = shown.open_beside()?;
        let own = OwnWork::begin(&shown);
        let exported = app.export_with(&request, &mut |stage| {
            // A window that is gone does not stop an export.
            let _ = progress.send(stage);
            !shell.cancel_export.load(Ordering::SeqCst)
        });
        own.announce(&handle);
        exported.map_err(|error| error.problem())
    })
    .await
}
