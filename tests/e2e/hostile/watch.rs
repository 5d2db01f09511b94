//! A window that is watched from before anything hostile is shown: from within its page, and at its way out.

use std::io::Read as _;
use std::net::TcpListener;
use std::time::Duration;

use serde_json::Value;

use crate::stage::Stage;
use crate::window::Window;
use crate::world::World;

/// A stage from which every request on the net comes to us first: the window's web engine is told that we are the proxy.
pub(super) struct Guarded {
    stage: Stage,
    way_out: TcpListener,
}

/// An open window, and what `watch.js` and the way out saw of it.
pub(super) struct Watched<'stage> {
    window: Window<'stage>,
    way_out: &'stage TcpListener,
}

impl Guarded {
    /// As [`Stage::set`].
    pub(super) fn set(world: impl FnOnce() -> World) -> Option<Guarded> {
        let way_out = TcpListener::bind("127.0.0.1:0").unwrap();
        way_out.set_nonblocking(true).unwrap();
        let proxy = format!("http://{}", way_out.local_addr().unwrap());
        // The driver reaches its window past it.
        let past = ("no_proxy", Some("127.0.0.1"));
        let environment = [("http_proxy", Some(&*proxy)), ("https_proxy", Some(&*proxy)), past];
        Some(Guarded { stage: Stage::set(world)?.within(&environment), way_out })
    }

    /// Opens the window, on the settings.
    #[track_caller]
    pub(super) fn open(&self) -> Watched<'_> {
        let window = self.stage.open();
        // A run that goes on would be shown instead, once.
        window.until(
            "show the settings",
            "location.hash = '#/settings'; return document.body.innerText.includes('high contrast')",
        );
        window.runs(include_str!("watch.js"));
        Watched { window, way_out: &self.way_out }
    }
}

impl Watched<'_> {
    /// As [`Window::awaits`].
    #[track_caller]
    pub(super) fn awaits(&self, script: &str, arguments: &[Value]) {
        self.window.awaits(script, arguments);
    }

    /// Everything that was found wrong until now, and not told before.
    #[track_caller]
    pub(super) fn faults(&self) -> Vec<String> {
        let told = self.window.runs("const all = [...hostile.faults]; hostile.faults.clear(); return all");
        let told = told.as_array().unwrap().iter().map(|fault| fault.as_str().unwrap().to_owned());
        told.chain(self.left()).collect()
    }

    /// Nothing was found wrong, nor comes of it when the window goes on.
    #[track_caller]
    pub(super) fn holds(&self) {
        for screen in ["journal", "settings"] {
            self.awaits(
                "const [screen] = arguments;
                 hostile.now.at = 'at the end';
                 location.hash = `#/${screen}`;
                 await hostile.until(screen, () => document.querySelector('h1').textContent.toLowerCase() === screen);",
                &[screen.into()],
            );
        }
        let faults = self.faults();
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    }

    /// What came to the way out, which nobody answers.
    fn left(&self) -> impl Iterator<Item = String> {
        std::iter::from_fn(|| self.way_out.accept().ok()).map(|(mut connection, _)| {
            connection.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
            let mut first = [0; 200];
            let length = connection.read(&mut first).unwrap_or(0);
            format!("a request left the window: {}", String::from_utf8_lossy(&first[..length]))
        })
    }
}
