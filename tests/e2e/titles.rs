//! Titles without end: the rest of the screen keeps its room, and the keyboard reaches all of the title.

use crate::page::Target;
use crate::stage::Stage;
use crate::world::World;

#[test]
fn a_long_title_scrolls_by_keyboard() {
    let Some(stage) = Stage::set(World::with_workspace) else { return };
    let title = "Queue stuck ".repeat(100);
    stage.world.decklog(&format!("incident declare '{title}' --severity sev2")).succeeds();
    stage.world.decklog("incident declare 'Disk full' --severity sev2").succeeds();
    let goes_to = |number: u32| {
        let shown = stage.world.decklog(&format!("incident show {number} --json")).succeeds().json();
        format!("location.hash = '#/incident/{}'", shown["incident"]["number"].as_str().unwrap())
    };
    let window = stage.open();
    let scrolled = "return document.querySelector('h1').scrollTop";
    window.press("g i").sees("Disk full").is_accessible();
    window.runs(&goes_to(1));
    window.until("have the whole title reachable", "return document.querySelector('h1').tabIndex === 0");
    window.is_accessible();
    window.tabs_to("heading", title.trim()).press("Down");
    window.until("scroll the title", scrolled);
    window.runs(&goes_to(2));
    window.until("show the other", "return document.querySelector('h1').textContent === 'Disk full'");
    assert_eq!(window.property(Target::Role("heading", "Disk full"), "tabIndex"), -1);
}
