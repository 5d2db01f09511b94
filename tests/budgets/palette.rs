//! The palette: focused before anything else can be typed.

use serde_json::Value;

use crate::page::Target;
use crate::set_stage;
use crate::stopwatch::Stopwatch;
use crate::table::Table;
use crate::world::World;

const TIMES: usize = 30;

/// Key to visible change, ms.
const BUDGET: f64 = 50.0;

/// Notes, in a task that follows the key's own, whether the palette's field had the focus by then.
const IN_TIME: &str = "globalThis.inTime = [];
    const next = new MessageChannel();
    next.port1.onmessage = () => inTime.push(document.activeElement?.role === 'combobox');
    addEventListener('keydown', (event) => event.key === 'k' && event.ctrlKey && next.port2.postMessage(null), true);";

pub(crate) fn measure(table: &mut Table) {
    let stage = set_stage(World::with_workspace);
    stage.world.decklog("runbook import shipped").succeeds();
    let window = stage.open();
    window.sees("Nothing is running").runs(IN_TIME);
    let field = Target::Role("combobox", "Find or do anything");
    let mut whole = 0;
    for _ in 0..TIMES {
        // All in one go: nobody waits for a palette.
        window.press("Ctrl+K c r a s h l o o p");
        whole += usize::from(window.property(field, "value") == "crashloop");
        window.press("Esc").lacks("combobox", "Find or do anything");
    }
    let in_time = window.runs("return inTime");
    let in_time = in_time.as_array().unwrap().iter().filter(|held| **held == Value::Bool(true)).count();
    table.all("palette: its field has the focus in the task of Ctrl+K", TIMES, in_time);
    table.all("palette: nine letters typed right after Ctrl+K, none lost", TIMES, whole);

    let watch = Stopwatch::on(&window, "document.querySelector('#found') !== null");
    watch.press(&["Ctrl+K Esc"; TIMES].join(" "));
    table.times("palette: Ctrl+K opens it, Esc closes it", watch.times(), BUDGET);
}
