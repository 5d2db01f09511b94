//! The command `desktop`: what only the window needs from the system it runs on.

use std::path::PathBuf;

use serde::Deserialize;
use tauri::{AppHandle, Manager as _};

/// What the window can ask of the shell.
#[derive(Debug, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub(crate) enum DesktopRequest {
    /// Absolute path of the workspace file that window and command line share; the file need not exist.
    WorkspaceFile,
}

/// Answers a [`DesktopRequest`]; a failure is a sentence for the reader.
#[tauri::command]
pub(crate) async fn desktop(app: AppHandle, request: DesktopRequest) -> Result<String, String> {
    match request {
        DesktopRequest::WorkspaceFile => {
            workspace_file(&app).map(|path| path.to_string_lossy().into_owned()).map_err(|error| {
                format!(
                    "The system names no folder for application data ({error}). \
                     Set DECKLOG_WORKSPACE to the file that is to hold the record."
                )
            })
        }
    }
}

/// `DECKLOG_WORKSPACE`, else `decklog/workspace.decklog` in the platform's data folder.
fn workspace_file(app: &AppHandle) -> tauri::Result<PathBuf> {
    match std::env::var_os("DECKLOG_WORKSPACE").filter(|path| !path.is_empty()) {
        Some(path) => Ok(std::path::absolute(path)?),
        None => Ok(app.path().data_dir()?.join("decklog").join("workspace.decklog")),
    }
}
