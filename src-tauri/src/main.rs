//! The window: a thin shell that shows the pages of `ui/` and answers them through the app crate.

// Without this, Windows opens a console beside the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

#[cfg(target_os = "linux")]
mod again;
mod announce;
mod check;
mod commands;
#[cfg(target_os = "linux")]
mod crash;
mod desktop;
#[cfg(target_os = "linux")]
mod drawing;
mod open;
mod preview;
mod problem;
mod scheme;
mod state;
mod window;

use std::process::ExitCode;

use tauri::Manager as _;
use tauri_plugin_window_state::StateFlags;

use crate::state::Shell;

fn main() -> ExitCode {
    #[cfg(target_os = "linux")]
    drawing::on_the_processor();
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[cfg(target_os = "linux")]
            again::start_again(error.as_ref());
            #[expect(clippy::print_stderr, reason = "there is no window to say it in")]
            {
                eprintln!("decklog-desktop: the window could not be opened: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Shows the window until it is closed.
fn run() -> Result<(), Box<dyn std::error::Error>> {
    // Without a display, Tauri would panic.
    #[cfg(target_os = "linux")]
    gtk::init().map_err(|_| "there is no display. Set DISPLAY or WAYLAND_DISPLAY, or use `decklog`.")?;
    tauri::Builder::default()
        // First, so that a second start ends before it opens anything.
        .plugin(tauri_plugin_single_instance::init(|handle, _, _| window::focus(handle)))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        // Its script would open every link by itself; ours are shown before they are opened.
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
                .build(),
        )
        .register_asynchronous_uri_scheme_protocol(scheme::NAME, scheme::answer)
        .invoke_handler(tauri::generate_handler![
            commands::query,
            commands::execute,
            commands::export,
            desktop::desktop
        ])
        .setup(|app| Ok(set_up(app)?))
        .run(tauri::generate_context!())?;
    Ok(())
}

/// Opens the workspace and the window, and begins to watch both.
fn set_up(app: &mut tauri::App) -> tauri::Result<()> {
    let shell = Shell::new();
    if let Ok(own) = shell.own() {
        desktop::pasted::remove_old(own);
    }
    app.manage(shell);
    window::open(app)?;
    announce::watch(app.handle().clone())?;
    check::daily(app.handle().clone())?;
    Ok(())
}
