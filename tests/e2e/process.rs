//! The programs that a journey starts: they end with it, even when it fails or is killed.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use rustix::io::Errno;
use rustix::process::{Pid, Signal, kill_process};

use crate::patience;

/// A program that is killed when this is dropped.
pub(crate) struct Running(Child);

impl Running {
    pub(crate) fn start(command: &mut Command) -> Running {
        let program = command.get_program().to_owned();
        match command.spawn() {
            Ok(child) => Running(child),
            Err(error) => panic!("{} could not be started: {error}", program.display()),
        }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.0.id()
    }

    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.0
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A command for a program that the system kills when the thread that started it is no more: a journey that is
/// itself killed leaves nothing behind.
pub(crate) fn bound(mut command: Command, program: &str) -> Command {
    command.args(["--pdeathsig", "KILL", "--", program]);
    command
}

/// What wraps a [`bound`] program.
pub(crate) const BINDER: &str = "setpriv";

/// Kills a process as `kill -9` does and waits until it is gone.
pub(crate) fn kill(pid: u32, name: &str) {
    let id = i32::try_from(pid).ok().and_then(Pid::from_raw).unwrap();
    match kill_process(id, Signal::KILL) {
        Ok(()) | Err(Errno::SRCH) => {}
        Err(error) => panic!("{name} cannot be killed: {error}"),
    }
    assert!(patience::until(|| is_gone(pid).then_some(())).is_some(), "{name} was killed and is still there");
}

/// Whether a process has ended; one that only waits for its parent to take note has.
pub(crate) fn is_gone(pid: u32) -> bool {
    status(pid).is_none_or(|status| status.zombie)
}

/// Processes below `root` that run a program of this name.
pub(crate) fn running(root: u32, program: &OsStr) -> Vec<u32> {
    let runs = |pid: &u32| executable(*pid).is_some_and(|path| path.file_name() == Some(program));
    below(root).into_iter().filter(runs).collect()
}

/// All processes below `root`, from what the system shows in `/proc`.
pub(crate) fn below(root: u32) -> Vec<u32> {
    let mut found = Vec::new();
    let all = statuses();
    let mut open = vec![root];
    while let Some(parent) = open.pop() {
        for status in all.iter().filter(|status| status.parent == parent && !status.zombie) {
            open.push(status.pid);
            found.push(status.pid);
        }
    }
    found
}

struct Status {
    pid: u32,
    parent: u32,
    zombie: bool,
}

fn statuses() -> Vec<Status> {
    let entries = std::fs::read_dir("/proc").unwrap();
    entries.filter_map(|entry| status(entry.ok()?.file_name().to_str()?.parse().ok()?)).collect()
}

/// Reads `/proc/PID/stat`, proc(5): the name stands in parentheses and may hold anything; state and parent follow.
fn status(pid: u32) -> Option<Status> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut words = text.rsplit_once(") ")?.1.split(' ');
    let zombie = words.next()? == "Z";
    Some(Status { pid, parent: words.next()?.parse().ok()?, zombie })
}

/// A variable of the environment that a process was started with.
pub(crate) fn variable(pid: u32, name: &str) -> Option<String> {
    let environment = std::fs::read(format!("/proc/{pid}/environ")).ok()?;
    let environment = String::from_utf8_lossy(&environment);
    let mut variables = environment.split('\0').filter_map(|variable| variable.split_once('='));
    variables.find_map(|(key, value)| (key == name).then(|| value.to_owned()))
}

fn executable(pid: u32) -> Option<PathBuf> {
    std::fs::read_link(Path::new("/proc").join(pid.to_string()).join("exe")).ok()
}
