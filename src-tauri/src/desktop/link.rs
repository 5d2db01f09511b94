//! Addresses and files that are handed to the system.

use std::path::Path;

use decklog_app::Problem;
use tauri::{AppHandle, Url};
use tauri_plugin_opener::OpenerExt as _;

use crate::problem::problem;

/// Opens an address in the system's browser or mail program.
///
/// # Errors
/// When it is no web or mail address, or the system has no program for it.
pub(super) fn open(handle: &AppHandle, url: &str) -> Result<(), Problem> {
    let url = outward(url).ok_or_else(|| {
        let message = format!("{url} was not opened: only http, https and mailto links are.");
        problem("bad_value", message, "copy the address if you need it elsewhere")
    })?;
    handle.opener().open_url(url.as_str(), None::<&str>).map_err(|error| {
        let message = format!("{url} was not opened: {error}.");
        problem("desktop", message, "copy the address and open it yourself")
    })
}

/// The address, if it leads to the web or to a mail.
fn outward(url: &str) -> Option<Url> {
    let url = Url::parse(url).ok()?;
    match url.scheme() {
        "http" | "https" => url.has_host().then_some(url),
        "mailto" => Some(url),
        _ => None,
    }
}

/// Shows a file in the system's file manager.
///
/// # Errors
/// When there is no such file, or the system has no file manager to show it in.
pub(super) fn reveal(handle: &AppHandle, path: &str) -> Result<(), Problem> {
    if !Path::new(path).exists() {
        return Err(problem("file", format!("{path} is not there."), "it may have been moved or removed"));
    }
    handle.opener().reveal_item_in_dir(path).map_err(|error| {
        let message = format!("The file manager could not show {path}: {error}.");
        problem("desktop", message, "the file is there: copy its path")
    })
}

#[cfg(test)]
mod tests {
    use super::outward;

    #[test]
    fn only_web_and_mail_addresses_leave() {
        for good in ["https://example.org/a?b#c", "http://10.0.0.1:3000/d/lag", "mailto:oncall@example.org"] {
            assert!(outward(good).is_some(), "{good}");
        }
        for bad in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "ssh://host",
            "tauri://localhost/",
            "record://localhost/evidence/00",
            "/etc/passwd",
            "--help",
            "https://",
            "",
        ] {
            assert!(outward(bad).is_none(), "{bad}");
        }
    }
}
