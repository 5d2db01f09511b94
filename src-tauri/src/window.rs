//! The one window.

use tauri::{App, AppHandle, Manager as _, Url, WebviewWindowBuilder};

/// Its name, as in `tauri.conf.json` and in the capability.
pub(crate) const MAIN: &str = "main";

/// Opens the window that `tauri.conf.json` describes. It shows the app's own pages and nothing else: every other
/// address is refused, so that a link in a runbook can never replace the app.
///
/// # Errors
///
/// When the configuration lacks the window or the system cannot show one.
pub(crate) fn open(app: &App) -> tauri::Result<()> {
    let config = app.config().app.windows.first().ok_or(tauri::Error::WindowNotFound)?;
    let window = WebviewWindowBuilder::from_config(app, config)?.on_navigation(is_own_page).build()?;
    #[cfg(target_os = "linux")]
    crate::crash::reload_when_dead(&window)?;
    let _ = window;
    Ok(())
}

/// Brings the window to the front: somebody has started Decklog once more.
pub(crate) fn focus(handle: &AppHandle) {
    if let Some(window) = handle.get_webview_window(MAIN) {
        // Whatever of it the window manager refuses, nothing is lost.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// Shows the pages larger or smaller; 1 is their normal size.
///
/// # Errors
/// When the web view refuses.
pub(crate) fn zoom(handle: &AppHandle, factor: f64) -> tauri::Result<()> {
    handle.get_webview_window(MAIN).ok_or(tauri::Error::WindowNotFound)?.set_zoom(factor)
}

/// Whether an address belongs to the app: the embedded pages, or the development server in a build that uses it.
fn is_own_page(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")) => true,
        ("http", Some("localhost")) => tauri::is_dev() && url.port() == Some(5173),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::is_own_page;

    #[test]
    fn only_the_apps_own_pages_are_shown() {
        for own in ["tauri://localhost/", "http://tauri.localhost/index.html", "https://tauri.localhost/"] {
            assert!(is_own_page(&own.parse().unwrap()), "{own}");
        }
        for foreign in [
            "https://example.org/",
            "http://localhost:8080/",
            "http://localhost.example.org:5173/",
            "tauri://example.org/",
            "file:///etc/passwd",
            "data:text/html,hello",
            "javascript:alert(1)",
        ] {
            assert!(!is_own_page(&foreign.parse().unwrap()), "{foreign}");
        }
    }
}
