//! The commands of `docs/journal-format.md` do what the page says, on a journal written by this crate.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use decklog_journal::payload::{Content, Payload, Text};
use decklog_journal::record::{ActorRef, ClockReading, DeviceRef, Record, Subject, VERSION};
use decklog_journal::tree::leaf_hash;
use decklog_journal::verify::{Chain, ChainVerifier};
use decklog_journal::{Hash, Salt};
use serde_json::json;

const PAGE: &str = include_str!("../../../../docs/journal-format.md");
const BLOB: &[u8] = b"# A runbook\n\n1. Look\n";

/// The fenced blocks of one language.
fn blocks(language: &str) -> Vec<&'static str> {
    let start = format!("```{language}\n");
    PAGE.split(&*start).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

fn payload(seq: u64) -> Payload {
    let text =
        |k: &str, n, content| Text { k: k.into(), salt: Salt::from_bytes([n + seq as u8; 16]), content };
    Payload {
        facts: json!({"number": seq, "state": ["open"]}),
        facts_salt: Salt::from_bytes([100 + seq as u8; 16]),
        texts: vec![
            text("title", 10, Content::Words("Pods restart: \"Bild fehlt\" 🛟\n\u{1}".into())),
            text("runbook", 50, Content::Blob(Hash::of(BLOB))),
        ],
    }
}

fn record(log: &str, seq: u64, prev: Hash) -> Record {
    let id = |n: u64| format!("0195a5c0-7e5f-7000-8000-{n:012x}");
    let (facts, texts) = payload(seq).commitments(&mut |_| Some(BLOB.to_vec())).unwrap();
    Record {
        v: VERSION,
        log: log.into(),
        seq,
        prev,
        lam: seq + 1,
        id: id(seq),
        cmd: id(1000 + seq),
        at: "2026-03-14T01:59:26.535Z".into(),
        tz: "+01:00".into(),
        clk: ClockReading { boot: "b1".into(), ms: 5 + seq, sync: "ntp".into() },
        actor: ActorRef { id: id(2000), role: None, known: "os".into() },
        dev: DeviceRef { id: id(2001), app: "0.1.0".into() },
        kind: "incident.declared".into(),
        subj: Subject { kind: "incident".into(), id: id(2002) },
        corr: None,
        facts,
        texts,
    }
}

/// Writes the files of a bundle that the page is about, and gives what each journal adds up to.
fn write_bundle(folder: &Path, journals: &[(&str, u64)]) -> Vec<Chain> {
    let (mut records, mut payloads, mut chains) = (Vec::new(), Vec::new(), Vec::new());
    for (log, size) in journals {
        let mut verifier = ChainVerifier::new();
        for seq in 0..*size {
            let body = record(log, seq, verifier.last_leaf()).to_body().unwrap();
            verifier.push(&body).unwrap();
            records.extend_from_slice(&body);
            records.push(b'\n');
            payloads.extend_from_slice(&payload(seq).to_line(log, seq).unwrap());
            payloads.push(b'\n');
        }
        chains.push(verifier.finish());
    }
    fs::create_dir_all(folder.join("data/blobs")).unwrap();
    fs::write(folder.join("data/records.jsonl"), records).unwrap();
    fs::write(folder.join("data/payloads.jsonl"), payloads).unwrap();
    fs::write(folder.join("data/blobs").join(Hash::of(BLOB).to_string()), BLOB).unwrap();
    chains
}

/// Runs a program in `folder`; `None` when it is not installed.
fn run(folder: &Path, program: &str, arguments: &[&str]) -> Option<Output> {
    let output = Command::new(program).args(arguments).current_dir(folder).output();
    if output.is_err() {
        // Past the test runner, which keeps what a passing test prints.
        let _ = writeln!(std::io::stderr(), "skipped: 1 cases: {program} is not installed");
    }
    output.ok()
}

const TWO: [(&str, u64); 2] = [
    ("decklog/0195a5c0-7e5f-7000-8000-00000000000a", 11),
    ("decklog/0195a5c0-7e5f-7000-8000-00000000000b", 4),
];

#[test]
fn the_script_finds_the_same_roots() {
    let folder = tempfile::tempdir().unwrap();
    let chains = write_bundle(folder.path(), &TWO);
    let Some(output) = run(folder.path(), "python3", &["-c", blocks("python")[0]]) else {
        return;
    };
    let mut expected = String::new();
    for chain in chains {
        expected += &format!("{} {} {}\n", chain.origin.unwrap(), chain.size, chain.root);
    }
    expected += "payloads of 15 of 15 records\n";
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected, "{:?}", output.stderr);
    assert!(output.status.success());
}

#[test]
fn the_script_stops_at_a_changed_byte() {
    let folder = tempfile::tempdir().unwrap();
    write_bundle(folder.path(), &[(TWO[0].0, 3)]);
    let blob = format!("data/blobs/{}", Hash::of(BLOB));
    // The last record is covered by its payload here, and by the root in general.
    for (file, from, to) in [
        ("data/records.jsonl", "\"seq\":1", "\"seq\":2"),
        ("data/records.jsonl", "+01:00", "+02:00"),
        ("data/records.jsonl", "\"lam\":2", "\"lam\":0"),
        ("data/records.jsonl", "{\"actor\"", "{ \"actor\""),
        ("data/records.jsonl", "\"v\":1", "\"v\":2"),
        ("data/payloads.jsonl", "Bild", "bild"),
        ("data/payloads.jsonl", "open", "shut"),
        ("data/payloads.jsonl", "\"number\":1", "\"number\":1.0"),
        (&blob, "Look", "look"),
    ] {
        let path = folder.path().join(file);
        let whole = fs::read_to_string(&path).unwrap();
        assert!(whole.contains(from), "{from}");
        fs::write(&path, whole.replacen(from, to, 1)).unwrap();
        let Some(output) = run(folder.path(), "python3", &["-c", blocks("python")[0]]) else {
            return;
        };
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(1) && message.starts_with("FAIL "), "{file} {to}: {message}");
        fs::write(&path, whole).unwrap();
    }
}

#[test]
fn the_shell_commands_print_the_hashes_the_page_names() {
    let folder = tempfile::tempdir().unwrap();
    write_bundle(folder.path(), &[(TWO[0].0, 2)]);
    let commands = blocks("sh");
    let Some(commitment) = run(folder.path(), "sh", &["-c", commands[0]]) else { return };
    let printed = String::from_utf8(commitment.stdout).unwrap();
    assert!(PAGE.contains(&printed[..64]), "{printed}");
    let leaf = String::from_utf8(run(folder.path(), "sh", &["-c", commands[1]]).unwrap().stdout).unwrap();
    let first = leaf_hash(&record(TWO[0].0, 0, Hash::ZERO).to_body().unwrap());
    assert_eq!(leaf[..64], first.to_string());
}
