//! A page whose process died is loaded again; until then the window would show its last picture.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use gtk::glib;
use tauri::{Manager as _, WebviewWindow};
use webkit2gtk::WebViewExt as _;

use crate::state::Shell;

/// How long to wait before the page is loaded again.
const WAIT: Duration = Duration::from_millis(50);
/// Longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// Watches the window's web process.
///
/// # Errors
/// When there is no window to watch.
pub(crate) fn reload_when_dead(window: &WebviewWindow) -> tauri::Result<()> {
    let handle = window.app_handle().clone();
    window.with_webview(move |webview| {
        let view = webview.inner();
        // A view whose process died soon knows its address no more, and its own reload works only once.
        let address = Rc::new(RefCell::new(view.uri().unwrap_or_default()));
        let latest = Rc::clone(&address);
        view.connect_uri_notify(move |view| {
            if let Some(uri) = view.uri().filter(|uri| !uri.is_empty()) {
                latest.replace(uri);
            }
        });
        view.connect_web_process_terminated(move |view, _| {
            let deaths = handle.state::<Shell>().deaths.fetch_add(1, Ordering::Relaxed) + 1;
            let (view, address) = (view.clone(), Rc::clone(&address));
            glib::timeout_add_local_once(wait_after(deaths), move || {
                // Not borrowed while it loads: that notifies of the address.
                let address = address.borrow().clone();
                view.load_uri(&address);
            });
        });
    })
}

/// How long to wait after so many deaths without a page that came to its beginning: longer each time, so that a page
/// that always dies leaves the machine to others.
fn wait_after(deaths: u32) -> Duration {
    WAIT.saturating_mul(deaths.saturating_mul(deaths)).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{LONGEST_WAIT, wait_after};

    #[test]
    fn a_page_is_soon_back_and_one_that_always_dies_waits() {
        assert!((1..=5).all(|deaths| wait_after(deaths) < Duration::from_millis(1500)));
        assert_eq!(wait_after(u32::MAX), LONGEST_WAIT);
    }
}
