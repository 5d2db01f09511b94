//! The preview beside a section of 3,000 lines while one types in it.

use crate::set_stage;
use crate::stopwatch::Stopwatch;
use crate::table::Table;
use crate::text::Words;
use crate::world::World;

const LINES: usize = 3000;
const LETTERS: usize = 40;

/// Letter to the preview that has it, ms.
const BUDGET: f64 = 150.0;

pub(crate) fn measure(table: &mut Table) {
    let stage = set_stage(world);
    let window = stage.open();
    window
        .sees("Declare an incident")
        .press("g p")
        .sees("Queue stuck")
        .press("j")
        .press("Enter")
        .sees("What would have caught it earlier");
    window.press("Ctrl+E").sees("Save");
    window.press("Ctrl+End");
    let drawn = "(() => {
        const words = document.querySelector('textarea').value;
        const end = words.slice(-20).replace(/^[^]*- /, '');
        const text = document.querySelector('.preview')?.textContent.trimEnd() ?? '';
        return text.endsWith(end) ? words.length : undefined; })()";
    window.until("draw the whole of it", &format!("return {drawn} !== undefined"));
    let watch = Stopwatch::on(&window, drawn);
    watch.press(&["x"; LETTERS].join(" "));
    table.times("preview of 3,000 lines: each letter typed at their end", watch.times(), BUDGET);
}

fn world() -> World {
    let world = World::with_workspace();
    world.decklog("incident declare 'Queue stuck'").succeeds();
    world.decklog("incident resolve 1 --criteria drained").succeeds();
    world.decklog("postmortem draft 1").succeeds();
    let mut words = Words::new(3000);
    let text: Vec<String> = (0..LINES).map(|_| format!("- {}", words.words(8))).collect();
    world.write("summary.md", text.join("\n"));
    world.decklog("postmortem edit 1 summary --file summary.md").succeeds();
    world
}
