//! Disks that are small, full or take no writes: memory file systems, which only root may mount.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The file that fills a disk up.
const FILLING: &str = "logs";

/// A disk of its own; it is unmounted when this is dropped.
pub(crate) struct Mount(TempDir);

impl Mount {
    /// A disk of this size, as `mount` takes it. `None` where mounting is not permitted, which is printed.
    pub(crate) fn new(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let options = format!("size={size}");
        let mounted = mount(&["-t", "tmpfs", "-o", &options, "tmpfs"], folder.path());
        if !mounted {
            // Past the test runner, which keeps what a passing test prints.
            let _ = writeln!(std::io::stderr(), "skipped: 1 cases: mounting a tmpfs is not permitted here");
        }
        mounted.then(|| Self(folder))
    }

    #[allow(dead_code, reason = "the journeys in the window share this file")]
    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Takes no writes from now on. Nothing may be open for writing.
    pub(crate) fn refuse_writes(&self) {
        assert!(mount(&["-o", "remount,ro"], self.0.path()), "the disk is in use");
    }

    /// Takes all the space there is.
    pub(crate) fn fill(&self) {
        let mut filling = std::fs::File::create(self.join(FILLING)).unwrap();
        while filling.write_all(&[0; 4096]).is_ok() {}
    }

    /// Gives it back.
    pub(crate) fn free(&self) {
        std::fs::remove_file(self.join(FILLING)).unwrap();
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

fn mount(arguments: &[&str], at: &Path) -> bool {
    Command::new("mount").args(arguments).arg(at).output().is_ok_and(|output| output.status.success())
}
