//! What survives: words being typed when the app or the page is killed, and the truth when somebody else is at work.

use std::time::Duration;

use crate::page::Target;
use crate::stage::Stage;
use crate::world::World;

/// Words are durable this long after typing stopped.
const QUIET: Duration = Duration::from_millis(500);

fn in_a_run() -> World {
    let world = World::with_workspace();
    for line in [
        "runbook import shipped",
        "incident declare 'Queue stuck'",
        "run start crashloop-after-image-update --incident 1 --set namespace=shop deployment=checkout-api",
    ] {
        world.decklog(line).succeeds();
    }
    world
}

#[test]
fn words_being_typed_survive_a_kill_of_the_app_and_of_the_page() {
    let Some(stage) = Stage::set(in_a_run) else { return };
    let window = stage.open();
    window.sees("step 1 of").press("s").sees("Why is it skipped?").types("half a sen");
    std::thread::sleep(QUIET);
    window.kill();

    let mut window = stage.open();
    // Back at the step by itself; the words stand in the line as soon as it opens.
    window.sees("step 1 of").press("s").sees("Why is it skipped?");
    let line = Target::Role("textbox", "Why is it skipped?");
    assert_eq!(window.property(line, "value"), "half a sen");

    window.types("tence");
    std::thread::sleep(QUIET);
    window.kill_page().sees("View restarted, nothing lost");
    window.press("s").sees("Why is it skipped?");
    assert_eq!(window.property(line, "value"), "half a sentence");

    window.press("Enter").sees("step 2 of");
    stage.world.decklog("run show 1 --json").succeeds().prints(&["half a sentence"]);
    stage.world.decklog("journal verify").succeeds().prints(&["PASS"]);
}

#[test]
fn a_step_done_in_the_terminal_is_seen_and_never_done_twice() {
    let Some(stage) = Stage::set(in_a_run) else { return };
    let window = stage.open();
    window.sees("step 1 of");
    stage.world.decklog("run done 1 --saw 'said so'").succeeds();
    window.sees("step 2 of");
    stage.world.decklog("run done 1 --saw paused").succeeds();
    window.sees("step 3 of").press("Ctrl+Enter").sees("step 4 of");
    let shown = stage.world.decklog("run show 1 --json").succeeds().json();
    let visits = shown["run"]["visits"].as_array().unwrap();
    assert_eq!(visits.len(), 3, "each step once: {visits:?}");
}
