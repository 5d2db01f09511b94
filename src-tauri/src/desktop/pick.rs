//! The system's dialogs for files.

use tauri::{AppHandle, Manager as _};
use tauri_plugin_dialog::{DialogExt as _, FilePath};

use super::wire::Pick;
use crate::window::MAIN;

/// Lets somebody choose. Returns absolute paths; none when the dialog was closed without a choice. Waits for the
/// choice, so not for the thread that draws.
pub(super) fn pick(handle: &AppHandle, what: Pick, name: Option<String>) -> Vec<String> {
    let mut dialog = handle.dialog().file();
    if let Some(window) = handle.get_webview_window(MAIN) {
        dialog = dialog.set_parent(&window);
    }
    if let Some(name) = name {
        dialog = dialog.set_file_name(name);
    }
    let chosen: Vec<FilePath> = match what {
        Pick::Folder => dialog.blocking_pick_folder().into_iter().collect(),
        Pick::Files => dialog.blocking_pick_files().unwrap_or_default(),
        Pick::Save => dialog.blocking_save_file().into_iter().collect(),
    };
    let paths = chosen.into_iter().filter_map(|path| path.into_path().ok());
    paths.map(|path| path.to_string_lossy().into_owned()).collect()
}
