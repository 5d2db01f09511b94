//! An incident with 10,000 entries.

use std::fmt::Write as _;

use crate::set_stage;
use crate::stopwatch::Stopwatch;
use crate::table::Table;
use crate::text;
use crate::world::World;

const ENTRIES: usize = 10_000;

/// Key to visible change, ms.
const BUDGET: f64 = 50.0;

/// From here on a screen would have to show that it is busy, ms.
const PROGRESS: f64 = 300.0;

pub(crate) fn measure(table: &mut Table) {
    let stage = set_stage(world);
    let window = stage.open();
    window.sees("Queue stuck");

    let mut times = Vec::new();
    for _ in 0..10 {
        window.press("g n").sees("Declare");
        let watch = Stopwatch::on(&window, "document.querySelector('article') ? true : undefined");
        window.runs("document.querySelector('main a[href*=\"incident/INC\"]').focus()");
        watch.press("Enter");
        times.extend(watch.times());
    }
    table.times("incident with 10,000 entries: opened", times, PROGRESS);

    let watch = Stopwatch::on(&window, "document.activeElement?.ariaLabel ?? ''");
    watch.press(&["j"; 60].join(" "));
    watch.press(&["End Home"; 10].join(" "));
    table.times("incident with 10,000 entries: j, End and Home", watch.times(), BUDGET);

    // A note is recorded at the end of the timeline, which is read again.
    window.press("n");
    let mut noted = Vec::new();
    for note in 0..20 {
        window.types(&format!("note {note}"));
        let watch = Stopwatch::on(
            &window,
            "document.querySelector('[aria-label=Timeline] textarea').value === '' || undefined",
        );
        watch.press("Enter");
        noted.extend(watch.times());
    }
    table.times("incident with 10,000 entries: a note recorded, line empty", noted, BUDGET);
}

fn world() -> World {
    let world = World::with_workspace();
    world.decklog("incident declare 'Queue stuck' --started -3d").succeeds();
    let mut lines = String::new();
    for number in 0..ENTRIES {
        let _ = writeln!(lines, "-{}m {}", 4000 - number / 3, text::note(number));
    }
    world.write("notes.txt", lines);
    let notes = std::fs::File::open(world.path("notes.txt")).unwrap();
    let mut capture = world.process(crate::world::program());
    assert!(capture.args(["incident", "capture", "1"]).stdin(notes).output().unwrap().status.success());
    world
}
