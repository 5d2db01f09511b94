//! Where a journey plays: a machine of its own, a screen, and the window as it was built.

use std::cell::RefCell;
use std::fs::{File, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::driver::Driver;
use crate::look::{Look, PLAIN};
use crate::process::{BINDER, bound};
use crate::screen::Screen;
use crate::skipped;
use crate::window::Window;
use crate::world::World;

/// Variables of the environment in which windows are opened; `None` takes one away.
pub(crate) type Environment<'words> = [(&'words str, Option<&'words str>)];

/// A machine and a screen. Windows are opened on it, one after the other or, to see what becomes of a second one, at
/// once.
pub(crate) struct Stage {
    /// The person's files, and the command line on the same workspace.
    pub(crate) world: World,
    pub(crate) screen: Screen,
    /// The window as it was built.
    pub(crate) program: PathBuf,
    environment: Vec<(String, Option<String>)>,
    /// What windows said on their standard outputs goes into one file each.
    logs: RefCell<u32>,
}

impl Stage {
    /// A stage for one journey on the machine that `world` makes, or `None` after saying that it was skipped:
    /// `DECKLOG_WINDOW` names the program to drive. With `DECKLOG_REQUIRE_WINDOW=1` its absence is a failure.
    pub(crate) fn set(world: impl FnOnce() -> World) -> Option<Stage> {
        let Some(program) = std::env::var_os("DECKLOG_WINDOW").map(PathBuf::from) else {
            let required = std::env::var("DECKLOG_REQUIRE_WINDOW").is_ok_and(|value| value == "1");
            assert!(!required, "DECKLOG_WINDOW must name the window to drive");
            skipped::say(1, "DECKLOG_WINDOW names no window to drive");
            return None;
        };
        let program = program.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let (screen, environment) = (Screen::start(), Vec::new());
        let stage = Stage { world: world(), screen, program, environment, logs: RefCell::new(0) };
        let private = stage.world.path("run");
        std::fs::create_dir_all(&private).unwrap();
        std::fs::set_permissions(&private, Permissions::from_mode(0o700)).unwrap();
        Some(stage)
    }

    /// The same stage on a machine that is set so.
    pub(crate) fn within(mut self, environment: &Environment<'_>) -> Stage {
        let owned = |(name, value): &(&str, Option<&str>)| ((*name).to_owned(), value.map(str::to_owned));
        self.environment = environment.iter().map(owned).collect();
        self
    }

    /// Opens the window, as large and as light as it comes.
    #[track_caller]
    pub(crate) fn open(&self) -> Window<'_> {
        self.open_with(PLAIN)
    }

    /// Opens the window on a desktop that is set so.
    #[track_caller]
    pub(crate) fn open_with(&self, look: Look) -> Window<'_> {
        let config = self.world.process("").get_envs().find_map(|(name, value)| {
            (name == "XDG_CONFIG_HOME").then(|| PathBuf::from(value.unwrap()).join("gtk-3.0"))
        });
        let config = config.unwrap();
        std::fs::create_dir_all(&config).unwrap();
        std::fs::write(config.join("settings.ini"), look.gtk_settings()).unwrap();

        let log = self.next_log();
        let driver = Driver::open(self.driver(&log), &self.program);
        let window = match driver {
            Ok(driver) => Window::driven(self, driver, log),
            Err(error) => {
                panic!(
                    "the window did not open: {error}\n{}",
                    std::fs::read_to_string(&log).unwrap_or_default()
                )
            }
        };
        window.resize(look.size);
        self.screen.give_keyboard().unwrap();
        window
    }

    /// `WebKitWebDriver` in the environment that the window is to inherit.
    pub(crate) fn driver(&self, log: &Path) -> Command {
        let mut command = bound(self.world.process(BINDER), "WebKitWebDriver");
        self.screen.show(&mut command);
        let log = File::options().create(true).append(true).open(log).unwrap();
        command
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("XDG_RUNTIME_DIR", self.world.path("run"))
            .env("XDG_CACHE_HOME", self.world.path("home/cache"))
            .env("LANG", "C.UTF-8")
            // The settings of the desktop of whoever runs the tests are not part of this machine.
            .env("GSETTINGS_BACKEND", "memory")
            .env_remove("GTK_THEME")
            .env_remove("WEBKIT_DISABLE_DMABUF_RENDERER")
            .env_remove("WEBKIT_DISABLE_COMPOSITING_MODE");
        for (name, value) in &self.environment {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
    }

    fn next_log(&self) -> PathBuf {
        *self.logs.borrow_mut() += 1;
        self.world.path(&format!("window-{}.log", self.logs.borrow()))
    }
}
