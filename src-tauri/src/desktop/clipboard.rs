//! The system's clipboard, for text.

use decklog_app::Problem;
use tauri::AppHandle;

use crate::problem::problem;

/// Puts `text` on the clipboard; there it stays at least as long as Decklog runs.
///
/// # Errors
/// When the text holds a NUL character, or the system refuses it.
pub(super) fn copy(handle: &AppHandle, text: String) -> Result<(), Problem> {
    if text.contains('\0') {
        let message = "Nothing was copied: the text holds a NUL character, which no clipboard takes.";
        return Err(problem("bad_value", message, "select and copy the part you need"));
    }
    put(handle, text).map_err(|reason| {
        let message = format!("Nothing was copied: {reason}.");
        problem("desktop", message, "select the text and copy it with the keyboard")
    })
}

/// GTK hands the text to whoever pastes, on X11 and Wayland alike, from the thread that draws.
#[cfg(target_os = "linux")]
fn put(handle: &AppHandle, text: String) -> Result<(), String> {
    let (done, wait) = std::sync::mpsc::channel();
    let on_main = move || {
        gtk::Clipboard::get(&gtk::gdk::SELECTION_CLIPBOARD).set_text(&text);
        let _ = done.send(());
    };
    handle.run_on_main_thread(on_main).map_err(|error| error.to_string())?;
    wait.recv().map_err(|_| "the window is closing".to_owned())
}

/// The system's own program for it takes the text: the crates for this bring a licence that deny.toml does not allow.
#[cfg(not(target_os = "linux"))]
fn put(_handle: &AppHandle, text: String) -> Result<(), String> {
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    let (program, bytes) = if cfg!(windows) {
        // UTF-16 with its mark is read as such; anything else in the code page of the console.
        (
            "clip",
            "\u{feff}"
                .chars()
                .chain(text.chars())
                .collect::<String>()
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect(),
        )
    } else {
        ("pbcopy", text.into_bytes())
    };
    let failed = |error: std::io::Error| format!("{program} reports {error}");
    let mut child =
        Command::new(program).env("LC_CTYPE", "UTF-8").stdin(Stdio::piped()).spawn().map_err(failed)?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(&bytes).map_err(failed)?;
    }
    let status = child.wait().map_err(failed)?;
    if status.success() { Ok(()) } else { Err(format!("{program} ended with {status}")) }
}
