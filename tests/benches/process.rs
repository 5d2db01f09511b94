//! Whole processes, from start to end, and what the other measurements run in a process of its own.

use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};

use decklog_app::{App, Command, ExportFormat, ExportRequest, Request};
use decklog_domain::run::RunCommand;
use rusqlite::{Connection, OpenFlags};

use crate::pairs::{pairs, timed};
use crate::table::{Judged, Table};
use crate::{event, home, memory, text};

const ROUNDS: usize = 40;

/// Notes of the incident that is exported.
const NOTES: usize = 2000;

pub(crate) fn run(table: &mut Table) {
    let folder = home::folder();
    let path = |name: &str| folder.path().join(name);
    let app = event::workspace(&path("ours.decklog"));
    (0..NOTES).for_each(|number| event::note(&app, number));
    follow_runbook(&app, &path("steps.md"));
    let bundle = path("bundle.zip");
    let request = ExportRequest {
        incident: "1".into(),
        format: ExportFormat::Bundle,
        out: bundle.clone(),
        why: None,
        actor: None,
    };
    app.export(&request).unwrap();
    drop(app);
    let size = std::fs::metadata(&bundle).unwrap().len() / 1024;

    let limit = |_| timed(|| own(&["sha256"], &[&bundle]));
    let ours = |_| timed(|| decklog(&["verify"], &bundle));
    let what = format!("decklog verify, {size} KB / SHA-256 of the file");
    table.pairs(&what, pairs(ROUNDS, limit, ours), None, Judged::Median);

    let workspace = path("ours.decklog");
    let limit = |_| timed(|| own(&["read-run"], &[&workspace]));
    let ours = |_| timed(|| decklog(&["run", "show", "1", "--workspace"], &workspace));
    let what = "decklog run show / reading the records of a run";
    table.pairs(what, pairs(ROUNDS, limit, ours), None, Judged::Median);
}

/// A run with some steps done.
fn follow_runbook(app: &App, file: &Path) {
    std::fs::write(file, text::document(1)).unwrap();
    let act = |command| app.execute(Request::from(command)).unwrap();
    let imported = act(Command::ImportRunbooks { paths: vec![file.to_owned()] });
    let runbook = imported.files[0].slug.clone().unwrap();
    let inputs = Default::default();
    act(Command::StartRun { runbook, incident: Some("1".into()), drill: false, inputs });
    for number in 0..20 {
        let note = RunCommand::Note { text: text::note(number) };
        act(Command::Run { run: "1".into(), act: note });
    }
}

fn decklog(words: &[&str], path: &Path) {
    succeeds(Process::new(home::decklog()).args(words).arg(path));
}

fn own(words: &[&str], paths: &[&PathBuf]) {
    succeeds(Process::new(std::env::current_exe().unwrap()).arg("--child").args(words).args(paths));
}

fn succeeds(command: &mut Process) {
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// What a process of its own does.
pub(crate) fn child(words: &[String]) {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["events", count, workspace] => {
            let app = event::workspace(Path::new(workspace));
            (0..count.parse().unwrap()).for_each(|number| event::note(&app, number));
        }
        ["import", workspace, source] => memory::child(Path::new(workspace), Path::new(source)),
        ["sha256", file] => {
            println!("{}", decklog_journal::Hash::of(&std::fs::read(file).unwrap()));
        }
        ["read-run", workspace] => read_run(Path::new(workspace)),
        _ => panic!("{words:?} is nothing to do"),
    }
}

/// Prints the records of the only run.
fn read_run(workspace: &Path) {
    let conn = Connection::open_with_flags(workspace, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut statement = conn
        .prepare(
            "SELECT r.body, p.line FROM run JOIN act a ON a.subject = run.id JOIN record r ON r.place = a.place
             JOIN payload p ON p.place = a.place ORDER BY a.lam, a.place",
        )
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        for column in 0..2 {
            println!("{}", String::from_utf8_lossy(row.get_ref(column).unwrap().as_blob().unwrap()));
        }
    }
}
