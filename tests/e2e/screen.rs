//! A screen and a session bus that nobody else uses.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc;

use crate::camera;
use crate::patience::PATIENCE;
use crate::process::{BINDER, Running, bound};

/// Larger than any window that is opened on it, in pixels.
const SIZE: &str = "1920x1200x24";

/// An X server without a monitor, and a message bus: one window is told of another through it.
pub(crate) struct Screen {
    display: String,
    bus: String,
    _server: Running,
    _bus: Running,
}

impl Screen {
    pub(crate) fn start() -> Screen {
        let mut server = bound(Command::new(BINDER), "Xvfb");
        // The server chooses a number that is free and says it on file descriptor 1.
        // Without `-noreset` it would forget where the mouse was moved to.
        server
            .args(["-displayfd", "1", "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"])
            .stderr(Stdio::null());
        let (server, number) = first_line(server, "Xvfb");
        let mut bus = bound(Command::new(BINDER), "dbus-daemon");
        bus.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]).stderr(Stdio::null());
        let (bus, address) = first_line(bus, "dbus-daemon");
        let display = format!(":{number}");
        camera::point_away(&display).unwrap();
        Screen { display, bus: address, _server: server, _bus: bus }
    }

    /// Has a program appear here.
    pub(crate) fn show(&self, command: &mut Command) {
        command
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("GDK_BACKEND", "x11")
            .env_remove("WAYLAND_DISPLAY");
    }

    /// Gives the keyboard to the window that lies on top.
    ///
    /// # Errors
    /// A sentence.
    pub(crate) fn give_keyboard(&self) -> Result<(), String> {
        camera::give_keyboard(&self.display)
    }

    /// The upper left part, `size` pixels wide and high, as PNG.
    ///
    /// # Errors
    /// A sentence.
    pub(crate) fn picture(&self, size: (u32, u32)) -> Result<Vec<u8>, String> {
        camera::picture(&self.display, size)
    }
}

/// Starts a program and waits for the first line it says.
fn first_line(mut command: Command, name: &str) -> (Running, String) {
    let mut running = Running::start(command.stdin(Stdio::null()).stdout(Stdio::piped()));
    let stdout = running.child().stdout.take().unwrap();
    let (said, hear) = mpsc::channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        let read = BufReader::new(stdout).read_line(&mut line);
        // The journey may have given up.
        let _ = said.send(read.map(|_| line.trim().to_owned()));
    });
    match hear.recv_timeout(PATIENCE) {
        Ok(Ok(line)) if !line.is_empty() => (running, line),
        other => panic!("{name} did not say where it is: {other:?}"),
    }
}
