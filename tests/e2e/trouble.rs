//! What the window says and keeps when the file cannot be written, or not be read: it says what happened, what was
//! kept and what to do, and no typed word is lost.

use crate::mount::Mount;
use crate::page::Target;
use crate::stage::Stage;
use crate::survive::watching;
use crate::world::World;

/// The line in which words are typed.
const LINE: Target = Target::Role("textbox", "Why is it skipped?");

/// A run on a disk of its own.
fn on(disk: &Mount) -> Option<Stage> {
    Stage::set(|| watching(World::with_workspace_at(disk.join("workspace.decklog"))))
}

#[test]
fn a_disk_that_fills_up_keeps_nothing_from_being_typed_and_loses_none_of_it() {
    let Some(disk) = Mount::new("8m") else { return };
    let Some(stage) = on(&disk) else { return };
    let mut window = stage.open();
    window.sees("step 1 of").press("s").sees("Why is it skipped?");
    disk.fill();
    window
        .types("the queue is empty")
        .sees("NOT KEPT YET")
        .sees("the disk is full")
        .sees("Leave the window open");
    window.is_accessible().picture("trouble-full");

    window.press("Enter").sees("Nothing of this step was recorded").sees("step 1 of");
    assert_eq!(window.property(LINE, "value"), "the queue is empty");
    // The page may die meanwhile.
    window.kill_page().sees("View restarted, nothing lost").press("s").sees("Why is it skipped?");
    assert_eq!(window.property(LINE, "value"), "the queue is empty");

    disk.free();
    window.types(", by its own gauge").loses("NOT KEPT YET").press("Enter").sees("step 2 of");
    let shown = stage.world.decklog("run show 1 --json").succeeds().json();
    assert_eq!(shown["run"]["visits"][0]["why"], "the queue is empty, by its own gauge");
    stage.world.decklog("journal verify").succeeds().prints(&["PASS"]);
}

#[test]
fn a_window_that_opens_on_a_full_disk_is_read_and_records_once_there_is_space() {
    let Some(disk) = Mount::new("8m") else { return };
    let Some(stage) = on(&disk) else { return };
    disk.fill();
    let window = stage.open();
    window.sees("step 1 of").sees("Look at the depth.").sees("READ ONLY").sees("its disk is full");
    window.press("s").sees("Why is it skipped?").types("the queue is empty");
    window.is_accessible().picture("trouble-full-at-start");
    window.press("Enter").sees("nothing was recorded").sees("step 1 of");
    assert_eq!(window.property(LINE, "value"), "the queue is empty");

    disk.free();
    window.clicks("button", "Try again").loses("READ ONLY");
    assert_eq!(window.property(LINE, "value"), "the queue is empty");
    window.tabs_to("textbox", "Why is it skipped?").press("Enter").sees("step 2 of");
    stage.world.decklog("run show 1 --json").succeeds().prints(&["the queue is empty"]);
    stage.world.decklog("journal verify").succeeds().prints(&["PASS"]);
}

#[test]
fn a_folder_without_writes_is_read_and_says_so() {
    let Some(disk) = Mount::new("8m") else { return };
    let Some(stage) = on(&disk) else { return };
    disk.refuse_writes();
    let mut window = stage.open();
    window
        .sees("step 1 of")
        .sees("READ ONLY")
        .sees("takes no writes")
        .sees("Copy it to a writable folder to record");
    window.press("s").sees("Why is it skipped?").types("the queue is empty");
    window.is_accessible().picture("trouble-read-only");
    window.press("Enter").sees("nothing was recorded").sees("step 1 of");
    assert_eq!(window.property(LINE, "value"), "the queue is empty");
    window.kill_page().sees("View restarted, nothing lost").press("s").sees("Why is it skipped?");
    assert_eq!(window.property(LINE, "value"), "the queue is empty");
    window.press("Esc").press("g j").sees("run.started").press("g s").finds("heading", "Settings");
}

#[test]
fn a_lock_of_another_program_is_waited_for_and_said() {
    let Some(stage) = Stage::set(|| watching(World::with_workspace())) else { return };
    let window = stage.open();
    window.sees("step 1 of");
    let other = rusqlite::Connection::open(stage.world.workspace()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    window.press("Ctrl+Enter").sees("STILL RECORDING").sees("Another program may hold the file");
    window.is_accessible().picture("trouble-slow");
    window.sees("another program is writing to the workspace").loses("STILL RECORDING").sees("step 1 of");
    window.clicks("button", "Dismiss").lacks("button", "Dismiss");

    window.press("s").sees("Why is it skipped?").types("the queue is empty").sees("NOT KEPT YET");
    window.sees("another program is writing to the workspace");
    window.press("Enter").finds("button", "Dismiss").is_accessible().picture("trouble-locked");
    window.sees("step 1 of");
    assert_eq!(window.property(LINE, "value"), "the queue is empty");
    // What is there is read meanwhile.
    window.press("Esc").runs("location.hash = '#/journal'");
    window.sees("run.started");

    other.execute_batch("ROLLBACK").unwrap();
    window.loses("NOT KEPT YET");
    window.press("Ctrl+R").sees("step 1 of").press("s").sees("Why is it skipped?");
    assert_eq!(window.property(LINE, "value"), "the queue is empty");
    window.press("Enter").sees("step 2 of");
    stage.world.decklog("run show 1 --json").succeeds().prints(&["the queue is empty"]);
    stage.world.decklog("journal verify").succeeds().prints(&["PASS"]);
}

#[test]
fn a_damaged_file_is_said_to_be_so_and_left_as_it_is() {
    let Some(stage) = Stage::set(|| watching(World::with_workspace())) else { return };
    let path = stage.world.workspace();
    let mut bytes = std::fs::read(&path).unwrap();
    // All but the first page, which says what file it is. `tests/suite/damage.rs` damages each page alone.
    bytes[4096..].fill(0xff);
    std::fs::write(&path, &bytes).unwrap();
    let window = stage.open();
    window
        .sees("This record cannot be opened")
        .sees("the workspace is damaged")
        .sees("restore the newest backup");
    window.sees("The file was not touched").sees(&path.display().to_string());
    window.is_accessible().picture("trouble-damaged").clicks("button", "Try again");
    window.sees("the workspace is damaged");
    window.kill();
    assert!(std::fs::read(&path).unwrap() == bytes, "the file was changed");
}
