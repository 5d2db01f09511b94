//! One durable event against one durable row of 400 bytes.

use std::path::Path;
use std::process::Command as Process;

use decklog_app::{App, Command, Machine, NewWorkspace, Request};
use decklog_domain::incident::{IncidentCommand, IncidentKind, Severity};

use crate::pairs::{pairs, timed};
use crate::table::{Judged, Table};
use crate::{bare, home, text};

const EVENTS: usize = 1500;

/// Events that flushes are counted over.
const COUNTED: usize = 1000;

pub(crate) fn run(table: &mut Table) {
    let folder = home::folder();
    let mut row = bare::create(&folder.path().join("bare.sqlite"));
    let app = workspace(&folder.path().join("ours.decklog"));
    let pairs = pairs(EVENTS, |_| timed(|| bare::insert(&mut row, 1)), |n| timed(|| note(&app, n)));
    table.pairs("one durable event / a row of 400 bytes", pairs, Some(1.25), Judged::Both);
    match (flushes(0), flushes(COUNTED)) {
        (Some(none), Some(all)) => {
            let each = (all - none) / COUNTED as f64;
            table.numbers("flushes an event", COUNTED, 1.0, each, "", 1.05);
        }
        _ => table.remark("flushes were not counted: strace is not there or may not trace"),
    }
}

/// A live workspace with one incident.
pub(crate) fn workspace(path: &Path) -> App {
    let new = NewWorkspace { name: "Bench".into(), person: "A. Meier".into(), handle: Some("meier".into()) };
    let app = App::create(path, &new, Machine::Live).unwrap();
    let declare = Command::DeclareIncident {
        title: "Checkout is slow".into(),
        severity: Severity::Sev2,
        kind: IncidentKind::Real,
        started: None,
    };
    app.execute(Request::from(declare)).unwrap();
    app
}

/// Records one note.
pub(crate) fn note(app: &App, number: usize) {
    let act = IncidentCommand::Note { text: text::note(number), at: None };
    app.execute(Request::from(Command::Incident { incident: "1".into(), act })).unwrap();
}

/// How often a process that records `events` notes flushes, as `strace` counts it.
fn flushes(events: usize) -> Option<f64> {
    let folder = home::folder();
    let counts = folder.path().join("counts");
    let status = Process::new("strace")
        .args(["-f", "-c", "-e", "trace=fsync,fdatasync", "-o"])
        .arg(&counts)
        .arg(std::env::current_exe().unwrap())
        .args(["--child", "events", &events.to_string()])
        .arg(folder.path().join("ours.decklog"))
        .status()
        .ok()?;
    let counts = std::fs::read_to_string(counts).ok().filter(|_| status.success())?;
    // % time, seconds, usecs/call, calls, errors, syscall
    let calls = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let flush = words.last().is_some_and(|name| ["fsync", "fdatasync"].contains(name));
        if flush { words.get(3)?.parse::<f64>().ok() } else { None }
    };
    Some(counts.lines().filter_map(calls).sum())
}
