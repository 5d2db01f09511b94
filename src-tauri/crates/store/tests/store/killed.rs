//! A process that is killed at any moment loses nothing that it was told is recorded.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use decklog_store::{Access, StoreError, Workspace};

use crate::support::{Counter, Desk, LAPTOP, content, draft, host, person, stamp};

const ROUNDS: u64 = 15;

#[test]
#[allow(clippy::disallowed_methods, reason = "the seed is printed, and can be given to repeat a failure")]
fn what_was_acknowledged_is_there_after_kill_9() {
    let seed = std::env::var("STORE_TEST_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or_else(|| u64::from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos()));
    eprintln!("STORE_TEST_SEED={seed}");
    let mut desk = Desk::new();
    drop(desk.create());
    let mut acknowledged = HashSet::new();
    for round in 0..ROUNDS {
        let moment = seed.wrapping_add(round).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56;
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "killed::a_process_that_records_until_killed", "--ignored", "--nocapture"])
            .env("STORE_TEST_WORKSPACE", desk.path())
            .env("STORE_TEST_COUNTER", ((round + 1) * 1_000_000).to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let reader = std::thread::spawn(move || {
            lines.map_while(Result::ok).filter(|line| line.starts_with("recorded ")).collect::<Vec<_>>()
        });
        std::thread::sleep(Duration::from_millis(30 + moment));
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledged.extend(reader.join().unwrap());

        let workspace = desk.open(Access::ReadWrite, LAPTOP).unwrap();
        let kept: HashSet<String> = workspace
            .read(|s| {
                s.events()?
                    .map(|event| event.map(|event| format!("recorded {}", event.record.id)))
                    .collect::<Result<_, StoreError>>()
            })
            .unwrap();
        let lost: Vec<_> = acknowledged.difference(&kept).collect();
        assert!(lost.is_empty(), "seed {seed}, round {round}: {lost:?}");
        let found = workspace.verify().unwrap();
        assert!(found.holds(), "seed {seed}, round {round}: {:?}", found.faults);
        assert!(workspace.check_projections().unwrap().unchanged(), "seed {seed}, round {round}");
    }
    assert!(!acknowledged.is_empty(), "no process lived long enough to record anything");
}

#[test]
#[ignore = "started by what_was_acknowledged_is_there_after_kill_9"]
fn a_process_that_records_until_killed() {
    let path = std::env::var_os("STORE_TEST_WORKSPACE").unwrap();
    let mut fresh = Counter(std::env::var("STORE_TEST_COUNTER").unwrap().parse().unwrap());
    let workspace = Workspace::open(path.as_ref(), Access::ReadWrite, host(LAPTOP)).unwrap();
    let mut out = std::io::stdout();
    loop {
        let event = person(&mut fresh);
        let stamp = stamp(&mut fresh);
        let mut drafts = vec![draft(&event, stamp, &mut fresh)];
        let bytes = fresh.0.to_be_bytes().repeat(1000);
        let mut second = content(&mut fresh, &bytes);
        second.stamp = drafts[0].stamp.clone();
        drafts.push(second);
        let ids = workspace
            .write(&mut fresh, |tx| {
                drafts
                    .into_iter()
                    .map(|draft| tx.append(draft).map(|event| event.record.id))
                    .collect::<Result<Vec<_>, _>>()
            })
            .unwrap();
        for id in ids {
            writeln!(out, "recorded {id}").unwrap();
        }
    }
}
