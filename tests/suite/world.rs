//! A person at a machine of their own: a home folder, a workspace, and the command line as it is built from this checkout.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::time::SystemTime;

use tempfile::TempDir;

/// A machine with nothing on it.
pub(crate) struct World {
    folder: TempDir,
    device: String,
    workspace: PathBuf,
}

/// What a command came to.
pub(crate) struct Said {
    pub(crate) line: String,
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl World {
    pub(crate) fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let workspace = folder.path().join("workspace.decklog");
        World { folder, device: "laptop".to_owned(), workspace }
    }

    /// A machine whose workspace is to be kept at a place of its own, such as another disk.
    #[allow(dead_code, reason = "for journeys in the window, which share this file")]
    pub(crate) fn with_workspace_at(workspace: PathBuf) -> World {
        let world = World { workspace, ..World::new() };
        world.decklog("init --as 'A. Meier' --handle meier").succeeds();
        world
    }

    /// A machine with a workspace whose person is A. Meier.
    pub(crate) fn with_workspace() -> World {
        let world = World::new();
        world.decklog("init --as 'A. Meier' --handle meier").succeeds();
        world
    }

    /// The same files seen from another machine: the device is another one.
    pub(crate) fn move_to(&mut self, device: &str) {
        self.device = device.to_owned();
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn workspace(&self) -> PathBuf {
        self.workspace.clone()
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Anything that runs as this person.
    pub(crate) fn process(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.folder.path())
            .env("HOME", self.path("home"))
            .env("XDG_CONFIG_HOME", self.path(&format!("home/{}/config", self.device)))
            .env("XDG_DATA_HOME", self.path("home/data"))
            .env("DECKLOG_WORKSPACE", self.workspace())
            .env("USER", "meier")
            .env("TZ", "Europe/Berlin")
            .env_remove("DECKLOG_SEED");
        command
    }

    /// Runs a command line, its words parted as a shell does.
    pub(crate) fn decklog(&self, line: &str) -> Said {
        let output = self.process(program()).args(words(line)).output().unwrap();
        Said::of(line, output)
    }
}

impl Said {
    fn of(line: &str, output: Output) -> Said {
        let text =
            |bytes: Vec<u8>| String::from_utf8(bytes).unwrap_or_else(|error| panic!("`{line}`: {error}"));
        Said {
            line: line.to_owned(),
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Said {
        let Said { line, stdout, stderr, .. } = &self;
        assert_eq!(self.code, Some(code), "`decklog {line}`\n{stdout}\n{stderr}");
        assert!(!stderr.contains("panicked"), "`decklog {line}`\n{stderr}");
        self
    }

    #[track_caller]
    pub(crate) fn succeeds(self) -> Said {
        self.exits(0)
    }

    /// Says all of this on standard output.
    #[track_caller]
    pub(crate) fn prints(self, words: &[&str]) -> Said {
        for word in words {
            let Said { line, stdout, .. } = &self;
            assert!(stdout.contains(word), "`decklog {line}` does not print `{word}`:\n{stdout}");
        }
        self
    }

    /// Says all of this on standard error.
    #[track_caller]
    pub(crate) fn explains(self, words: &[&str]) -> Said {
        for word in words {
            let Said { line, stderr, .. } = &self;
            assert!(stderr.contains(word), "`decklog {line}` does not explain `{word}`:\n{stderr}");
        }
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub(crate) fn json(self) -> serde_json::Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("`decklog {}`: {error}\n{}", self.line, self.stdout))
    }
}

/// The `decklog` program of this checkout. A test of its own crate has it built together with the suite; when only the
/// suite was built, it is built now.
pub(crate) fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        // A test binary stands in `deps` below the folder of the programs of its profile.
        let test = std::env::current_exe().unwrap();
        let folder = test.parent().and_then(Path::parent).unwrap();
        let program = folder.join(format!("decklog{}", std::env::consts::EXE_SUFFIX));
        let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let sources =
            ["src-tauri/crates", "runbooks", "Cargo.lock"].map(|part| changed(&checkout.join(part)));
        if changed(&program) < sources.into_iter().max().flatten() {
            build(folder.parent().unwrap());
        }
        program
    })
}

fn build(target: &Path) {
    let mut build = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    build.args(["build", "--quiet", "--package", "decklog-cli"]).env("CARGO_TARGET_DIR", target);
    if !cfg!(debug_assertions) {
        build.arg("--release");
    }
    let built = build.current_dir(env!("CARGO_MANIFEST_DIR")).status().unwrap();
    assert!(built.success(), "decklog could not be built");
}

/// When a file, or any file below a folder, was last changed; `None` when it is not there.
fn changed(path: &Path) -> Option<SystemTime> {
    let about = std::fs::metadata(path).ok()?;
    if !about.is_dir() {
        return about.modified().ok();
    }
    std::fs::read_dir(path).ok()?.filter_map(|entry| changed(&entry.ok()?.path())).max()
}

/// Parts a line into words: quotes of both kinds hold words together, as in a shell.
pub(crate) fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => word.get_or_insert_default().push(c),
            None if c == '\'' || c == '"' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            None => word.get_or_insert_default().push(c),
        }
    }
    assert!(quote.is_none(), "a quote is open: {line}");
    words.extend(word);
    words
}
