//! A person at work in a process of its own, which says what it was told is recorded.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Process, Stdio};

use decklog_app::{Access, App, Command, Machine, Request, derive_id};
use decklog_domain::Id;
use decklog_domain::incident::{IncidentCommand, MilestoneCode};
use decklog_domain::run::{Done, RunCommand};

use crate::world::World;

/// Files that one import of a session brings in.
pub(crate) const IMPORTED: usize = 3;

/// Starts a session in a workspace that has an incident and the runbook `loop`; it ends after `commands`, or never.
pub(crate) fn start(world: &World, number: u64, commands: Option<u64>) -> Child {
    let mut process: Process = world.process(std::env::current_exe().unwrap());
    process
        .args(["--exact", "session::a_session_in_a_process_of_its_own", "--ignored", "--nocapture"])
        .env("DECKLOG_TEST_SESSION", number.to_string())
        .env("DECKLOG_TEST_COMMANDS", commands.map_or_else(String::new, |n| n.to_string()))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    process.spawn().unwrap()
}

/// What a session said: the commands it began, with the number of their records, and those it was told are recorded.
#[derive(Default)]
pub(crate) struct Heard {
    pub(crate) begun: BTreeMap<String, usize>,
    pub(crate) acknowledged: Vec<String>,
}

impl Heard {
    pub(crate) fn of(output: &str) -> Heard {
        let mut heard = Heard::default();
        for line in output.lines() {
            let mut words = line.split(' ');
            // A line that a kill cut short was not said.
            match (words.next(), words.next(), words.next(), words.next()) {
                (Some("began"), Some(cmd), Some(records), Some(".")) => {
                    heard.begun.insert(cmd.to_owned(), records.parse().unwrap());
                }
                (Some("recorded"), Some(cmd), Some("."), None) => heard.acknowledged.push(cmd.to_owned()),
                _ => {}
            }
        }
        heard
    }

    pub(crate) fn add(&mut self, other: Heard) {
        self.begun.extend(other.begun);
        self.acknowledged.extend(other.acknowledged);
    }
}

#[test]
#[ignore = "started by other tests, which kill it or let several work at once"]
fn a_session_in_a_process_of_its_own() {
    let Ok(number) = std::env::var("DECKLOG_TEST_SESSION") else { return };
    let number: u64 = number.parse().unwrap();
    let limit: u64 = std::env::var("DECKLOG_TEST_COMMANDS").unwrap().parse().unwrap_or(u64::MAX);
    let workspace = PathBuf::from(std::env::var_os("DECKLOG_WORKSPACE").unwrap());
    let app = App::open(&workspace, Access::ReadWrite, Machine::Live).unwrap();
    let mut out = std::io::stdout();
    for n in 0..limit {
        let (records, command) = command(&workspace, number, n);
        let cmd = cmd(number, n);
        writeln!(out, "began {cmd} {records} .").unwrap();
        app.execute(Request { cmd: Some(cmd.clone()), ..Request::from(command) }).unwrap();
        writeln!(out, "recorded {cmd} .").unwrap();
        out.flush().unwrap();
    }
}

/// The n-th thing done in a session, with how many records it makes.
fn command(workspace: &Path, session: u64, n: u64) -> (usize, Command) {
    let incident = |act| Command::Incident { incident: "1".to_owned(), act };
    let text = format!("session {session} note {n}");
    match n % 8 {
        0 => (IMPORTED, Command::ImportRunbooks { paths: vec![runbooks(workspace, session, n)] }),
        3 => {
            (1, incident(IncidentCommand::Milestone { code: MilestoneCode::Detected, at: "-9m".to_owned() }))
        }
        5 => (1, Command::DraftPostmortem { incident: "1".to_owned() }),
        6 => {
            let done = Done { saw: Some(text), all: true, ..Done::default() };
            (1, Command::Run { run: "1".to_owned(), act: RunCommand::Done(done) })
        }
        _ => (1, incident(IncidentCommand::Note { text, at: None })),
    }
}

/// A folder of files that nobody imported yet, together some tens of KiB.
fn runbooks(workspace: &Path, session: u64, n: u64) -> PathBuf {
    let folder = workspace.with_file_name(format!("runbooks-{session}"));
    std::fs::create_dir_all(&folder).unwrap();
    for file in 0..IMPORTED {
        let steps: String = (0..400).map(|step| format!("{step}. Look at queue {n}\n")).collect();
        std::fs::write(folder.join(format!("r{session}-{file}.md")), format!("# Queue {n}\n\n{steps}"))
            .unwrap();
    }
    folder
}

/// Identity of the n-th command of a session.
pub(crate) fn cmd(session: u64, n: u64) -> Id {
    let text = derive_id("session", &session.to_string(), n).as_str().replace('-', "");
    let mut random = [0; 10];
    random.copy_from_slice(&text.as_bytes()[..10]);
    Id::v7(1_790_000_000_000 + n, random)
}

/// A machine with a workspace, an incident, and a run whose one step can be done again and again.
pub(crate) fn world() -> World {
    let world = World::with_workspace();
    let text =
        "---\nrunbook: 1\ntitle: Loop\n---\n\n# Loop\n\n## Round\n\n### Again\n- **Then:** [Again](#again)\n";
    world.write("loop.md", text);
    world.decklog("runbook import loop.md").succeeds();
    world.decklog("incident declare 'Queue stuck'").succeeds();
    world.decklog("run start loop --incident 1").succeeds();
    world
}

/// How many records of each command the journal holds.
pub(crate) fn records_by_cmd(world: &World) -> BTreeMap<String, usize> {
    let mut records = BTreeMap::new();
    for line in world.decklog("journal list --json").succeeds().stdout.lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let body: serde_json::Value = serde_json::from_str(record["body"].as_str().unwrap()).unwrap();
        *records.entry(body["cmd"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    records
}
