//! Search in a library of 10,000 runbooks, letter by letter.

use crate::set_stage;
use crate::stopwatch::Stopwatch;
use crate::table::Table;
use crate::text::{self, Words};
use crate::window::Window;
use crate::world::World;

const RUNBOOKS: usize = 10_000;

/// Words typed, each letter of which is a search.
const WORDS: usize = 24;

/// Letter to results, ms.
const BUDGET: f64 = 100.0;

pub(crate) fn measure(table: &mut Table) {
    let stage = set_stage(world);
    let window = stage.open();
    window.sees("Nothing is running").press("g r").sees("10000 of 10000").press("/");
    let answered = "document.querySelector('.list')?.ariaBusy === 'true' ? undefined \
        : document.querySelector('input[type=search]').value";
    let times = letters(&window, answered);
    table.times("library of 10,000 runbooks: each letter of a search", times, BUDGET);

    window.press("Ctrl+K").finds("combobox", "Find or do anything");
    let answered = "document.querySelector('#found')?.ariaBusy === 'true' ? undefined \
        : document.querySelector('input[role=combobox]').value";
    let times = letters(&window, answered);
    table.times("palette over 10,000 runbooks: each letter of a search", times, BUDGET);
}

/// Types words letter by letter into the field in focus, which is emptied after each.
fn letters(window: &Window<'_>, answered: &str) -> Vec<f64> {
    let mut words = Words::new(7);
    let mut times = Vec::new();
    for _ in 0..WORDS {
        let watch = Stopwatch::on(window, answered);
        let word: Vec<String> = words.words(2).chars().map(|c| c.to_string().replace(' ', "Space")).collect();
        watch.press(&word.join(" "));
        times.extend(watch.times());
        window.press("Ctrl+A Delete");
    }
    times
}

fn world() -> World {
    let world = World::with_workspace();
    text::write_documents(&world.path("documents"), RUNBOOKS);
    world.decklog("runbook import documents").succeeds();
    world
}
