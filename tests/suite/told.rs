//! Every act is told in words, and words come from where they are written.

use std::io::Write as _;
use std::process::Stdio;

use crate::world::{World, program};

fn world() -> World {
    let world = World::with_workspace();
    world.write("queue.md", "# Queue\n\n## Steps\n\n1. Look at it\n2. Empty it\n");
    world.decklog("runbook import queue.md").succeeds();
    world.decklog("incident declare 'Queue stuck'").succeeds();
    world.decklog("run start queue --incident 1").succeeds();
    world
}

#[test]
fn an_act_in_a_run_says_what_it_recorded_and_an_undo_what_it_took_back() {
    let world = world();
    world
        .decklog("run done 1 --saw '7 jobs'")
        .succeeds()
        .explains(&["Recorded: Look at it: done; saw “7 jobs”"]);
    world.decklog("run note 1 'nobody answers'").succeeds().explains(&["Recorded: nobody answers"]);
    world.decklog("run undo 1").succeeds().explains(&["Recorded: taken back: nobody answers"]);
    world
        .decklog("run undo 1")
        .succeeds()
        .explains(&["Recorded: taken back: Look at it: done; saw “7 jobs”"]);
    let said = world.decklog("run undo 1").exits(1);
    assert!(!said.stderr.contains("Recorded"), "{}", said.stderr);
}

#[test]
fn an_undo_in_an_incident_says_what_it_took_back() {
    let world = world();
    world.decklog("incident note 1 'errors gone'").succeeds();
    world.decklog("incident milestone 1 detected -5m").succeeds();
    let entry = "incident show 1 --json";
    let seq = |text: &str| {
        let shown = world.decklog(entry).json();
        let entries = shown["entries"].as_array().unwrap().clone();
        entries.iter().find(|entry| entry["text"] == text).unwrap()["seq"].as_u64().unwrap()
    };
    world.decklog(&format!("incident pin 1 {}", seq("errors gone"))).succeeds();
    world.decklog("incident undo 1").succeeds().explains(&["taken back: the pinning of an entry"]);
    world.decklog("incident undo 1").succeeds().explains(&["taken back: Set: detected"]);
    world.decklog("incident undo 1").succeeds().explains(&["taken back: errors gone"]);
}

#[test]
fn a_dash_reads_the_words_from_the_standard_input() {
    let world = world();
    // More than a system lets one argument hold.
    let long = format!("log begins\n{}\nlog ends\n", "x".repeat(200_000));
    for line in [["incident", "note", "1", "-"], ["run", "note", "1", "-"]] {
        let mut command = world.process(program());
        let mut child = command
            .args(line)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(long.as_bytes()).unwrap();
        let said = child.wait_with_output().unwrap();
        assert!(said.status.success());
        assert!(said.stderr.len() < 1000, "a pasted log is not printed again");
    }
    let shown = world.decklog("incident show 1 --json").json();
    let whole = |entry: &&serde_json::Value| entry["text"] == long.trim_end();
    assert_eq!(shown["entries"].as_array().unwrap().iter().filter(whole).count(), 2);
}

#[test]
fn a_title_of_two_lines_is_one_line_of_a_list() {
    let world = World::with_workspace();
    world.decklog("incident declare 'Queue\nstuck'").succeeds();
    assert_eq!(world.decklog("incident list").succeeds().stdout.lines().count(), 1);
}
