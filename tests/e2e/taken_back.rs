//! Taking back: what is typed in a field, what was recorded, and doing it again. Every version stays in the journal.

use serde_json::Value;

use crate::page::Target;
use crate::stage::Stage;
use crate::survive::in_a_run;
use crate::window::Window;
use crate::world::World;

const EDITOR: &str = "Summary: your words, in Markdown";

fn with_a_postmortem() -> World {
    let world = World::with_workspace();
    for line in ["incident declare 'Queue stuck'", "postmortem draft 1"] {
        world.decklog(line).succeeds();
    }
    world
}

fn at_the_summary(stage: &Stage) -> Window<'_> {
    let window = stage.open();
    window.sees("Queue stuck").press("g p").sees("0 of 15 sections hold words of people");
    window
}

#[test]
fn a_field_takes_back_what_was_typed_there_and_no_act() {
    let Some(stage) = Stage::set(with_a_postmortem) else { return };
    let window = at_the_summary(&stage);
    window.press("Ctrl+E").finds("textbox", EDITOR).press("Ctrl+A").types("Disk full.").press("Ctrl+Enter");
    window.lacks("textbox", EDITOR).sees("Disk full.");
    window.press("Ctrl+E").finds("textbox", EDITOR).press("Ctrl+A").types("Something else");
    let words = || window.property(Target::Role("textbox", EDITOR), "value");
    assert_eq!(words(), "Something else");
    window.press("Ctrl+Z");
    window.until("take back", "return !document.activeElement.value.includes('Something else')");
    for _ in 0..4 {
        window.press("Ctrl+Z");
    }
    assert_eq!(words(), "Disk full.");
    for _ in 0..5 {
        window.press("Ctrl+Shift+Z");
    }
    assert_eq!(words(), "Something else");
    assert_eq!(written(&stage), ["Disk full."], "no act was taken back");
}

#[test]
fn a_saved_section_can_be_taken_back_and_every_version_is_in_the_journal() {
    let Some(stage) = Stage::set(with_a_postmortem) else { return };
    let window = at_the_summary(&stage);
    for words in ["Disk full.", "The queue had no limit."] {
        window.press("Ctrl+E").finds("textbox", EDITOR).press("Ctrl+A").types(words).press("Ctrl+Enter");
        window.lacks("textbox", EDITOR).sees(words);
    }
    window.press("Ctrl+Z").sees("Undone: Saved: Summary").sees("Disk full.").loses("no limit");
    window.press("Ctrl+Shift+Z").sees("The queue had no limit.").loses("Disk full.");
    window.press("Ctrl+Z").sees("Disk full.").loses("no limit");
    assert_eq!(
        written(&stage),
        ["Disk full.", "The queue had no limit.", "Disk full.", "The queue had no limit.", "Disk full."]
    );
    window.kill();

    // Days later, the words that stood there are read in the journal.
    let window = stage.open();
    window.sees("Queue stuck").press("g j").sees("postmortem.section_edited").press("j j").press("Enter");
    window.sees("The queue had no limit.").is_accessible();
    stage.world.decklog("journal verify").succeeds().prints(&["PASS"]);
}

#[test]
fn the_first_words_of_a_section_taken_back_leave_it_unwritten() {
    let Some(stage) = Stage::set(with_a_postmortem) else { return };
    let window = at_the_summary(&stage);
    window.press("Ctrl+E").finds("textbox", EDITOR).press("Ctrl+A").types("Disk full.").press("Ctrl+Enter");
    window.lacks("textbox", EDITOR).press("Ctrl+Z").sees("Undone: Saved: Summary").loses("Disk full.");
    window.sees("15 are empty");
}

#[test]
fn a_step_taken_back_can_be_done_again() {
    let Some(stage) = Stage::set(in_a_run) else { return };
    let window = stage.open();
    window.sees("step 1 of").press("Ctrl+Shift+Z").sees("There is nothing to redo in this window.");
    window.press("s").types("said so by phone").press("Enter").sees("step 2 of");
    window.press("Ctrl+Z").sees("step 1 of").press("Ctrl+Shift+Z").sees("step 2 of");
    // Once only; and nothing after something else was done.
    window.press("Ctrl+Shift+Z").sees("There is nothing to redo in this window.");
    window.press("Ctrl+Z").sees("Undone: Skipped").sees("step 1 of").press("Ctrl+Enter").sees("step 2 of");
    window.press("Ctrl+Shift+Z").sees("There is nothing to redo in this window.").sees("step 2 of");

    let shown = stage.world.decklog("run show 1 --json").succeeds().json();
    let outcomes: Vec<&Value> =
        shown["run"]["visits"].as_array().unwrap().iter().map(|visit| &visit["outcome"]).collect();
    assert_eq!(outcomes, ["done"]);
}

/// The words of each edit of the postmortem, as the journal has them.
fn written(stage: &Stage) -> Vec<String> {
    let said = stage.world.decklog("journal list --json").succeeds().stdout;
    let records = said.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let edits = records.filter(|record| record["kind"] == "postmortem.section_edited");
    edits
        .map(|edit| {
            let payload: Value = serde_json::from_str(edit["payload"].as_str().unwrap()).unwrap();
            let texts = payload["texts"].as_array().unwrap();
            let text = texts.iter().find(|text| text["k"] == "text").unwrap();
            text["words"].as_str().unwrap().to_owned()
        })
        .collect()
}
