//! Several processes at once on one workspace lose nothing and double nothing.

use crate::session::{self, Heard};
use crate::world::{World, program};

#[test]
fn two_sessions_at_once_lose_and_double_nothing() {
    let world = session::world();
    let children: Vec<_> = (0..2).map(|number| session::start(&world, number, Some(64))).collect();
    let mut heard = Heard::default();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        heard.add(Heard::of(&String::from_utf8(output.stdout).unwrap()));
    }
    assert_eq!(heard.acknowledged.len(), 2 * 64);
    let kept = session::records_by_cmd(&world);
    for (cmd, records) in &heard.begun {
        assert_eq!(kept.get(cmd), Some(records), "{cmd}");
    }
    world.decklog("journal verify").succeeds().prints(&["PASS"]);
    world.decklog("journal rebuild --check").succeeds();
}

#[test]
fn one_command_handed_in_by_several_processes_is_carried_out_once() {
    let world = World::with_workspace();
    world.decklog("incident declare 'Queue stuck'").succeeds();
    for n in 0..5 {
        let cmd = session::cmd(0, n).to_string();
        let text = format!("said once {n}");
        let note = || {
            world.process(program()).args(["incident", "note", "1", &text, "--cmd", &cmd]).spawn().unwrap()
        };
        let children: Vec<_> = (0..4).map(|_| note()).collect();
        for mut child in children {
            assert!(child.wait().unwrap().success());
        }
    }
    let incident = world.decklog("incident show 1 --json").succeeds().json();
    let entries = incident["entries"].as_array().unwrap();
    let notes = entries.iter().filter(|entry| entry["text"].as_str().unwrap().starts_with("said once"));
    assert_eq!(notes.count(), 5);
    world.decklog("journal verify").succeeds();
}

#[test]
fn a_step_that_two_people_close_at_once_is_closed_once() {
    let world = session::world();
    world.write("two.md", "# Two\n\n1. Look at the queue\n2. Restart the worker\n3. Tell the team\n");
    world.decklog("runbook import two.md").succeeds();
    let run = world.decklog("run start two --json").succeeds().json();
    let number = run["run"]["run"]["number"].as_str().unwrap();
    let first = run["run"]["step"]["id"].as_str().unwrap();
    let done = || world.process(program()).args(["run", "done", number, "--step", first]).output().unwrap();
    let codes: Vec<Option<i32>> = std::thread::scope(|scope| {
        let both = [scope.spawn(done), scope.spawn(done)];
        both.into_iter().map(|person| person.join().unwrap().status.code()).collect()
    });
    assert!(codes.contains(&Some(0)) && codes.contains(&Some(1)), "{codes:?}");
    let run = world.decklog(&format!("run show {number} --json")).succeeds().json();
    assert_eq!(run["progress"]["count"]["closed"], 1);
}
