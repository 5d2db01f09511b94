//! The window: a thin shell that shows the pages of `ui/` and answers them through the app crate.

// Without this, Windows opens a console beside the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod desktop;
mod window;

use std::process::ExitCode;

fn main() -> ExitCode {
    let built = tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![desktop::desktop])
        .setup(|app| Ok(window::open(app)?))
        .run(tauri::generate_context!());
    match built {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "there is no window to say it in")]
            {
                eprintln!("decklog-desktop: the window could not be opened: {error}");
            }
            ExitCode::FAILURE
        }
    }
}
