//! What the window has to keep to: how long after a key the change is on the screen, how soon one can begin, how much
//! memory it holds. Measured in the optimised window with its production policy; a missed budget is printed and fails
//! nothing.
//!
//! `cargo xtask bench --window [NAME…]` builds and runs this. One file for each; `stopwatch` takes the
//! time within the page, `table` prints.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]
#![allow(clippy::disallowed_methods, reason = "taking the time is what this program is for")]
#![allow(dead_code, reason = "the journeys use the rest of what drives a window")]

mod incident;
mod palette;
mod preview;
mod run;
mod search;
mod start;
mod stopwatch;
mod table;

#[path = "../e2e/access.rs"]
mod access;
#[path = "../e2e/camera.rs"]
mod camera;
#[path = "../e2e/driver.rs"]
mod driver;
#[path = "../e2e/keys.rs"]
mod keys;
#[path = "../e2e/look.rs"]
mod look;
#[path = "../e2e/page.rs"]
mod page;
#[path = "../e2e/patience.rs"]
mod patience;
#[path = "../e2e/process.rs"]
mod process;
#[path = "../benches/quantile.rs"]
mod quantile;
#[path = "../e2e/screen.rs"]
mod screen;
#[path = "../suite/skipped.rs"]
mod skipped;
#[path = "../e2e/stage.rs"]
mod stage;
#[path = "../benches/text.rs"]
mod text;
#[path = "../e2e/window.rs"]
mod window;
#[path = "../suite/world.rs"]
mod world;

use std::process::ExitCode;

use stage::Stage;
use table::Table;
use world::World;

type Bench = fn(&mut Table);

const BENCHES: [(&str, Bench); 6] = [
    ("run", run::measure),
    ("palette", palette::measure),
    ("search", search::measure),
    ("preview", preview::measure),
    ("incident", incident::measure),
    ("start", start::measure),
];

fn main() -> ExitCode {
    // cargo adds `--bench`.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let Some(unknown) = words.iter().find(|word| !BENCHES.iter().any(|(name, _)| name == word)) {
        let names = BENCHES.map(|(name, _)| name).join(", ");
        eprintln!("there is no budget `{unknown}`; there are {names}");
        return ExitCode::from(2);
    }
    let mut table = Table::default();
    for (name, measure) in BENCHES {
        if words.is_empty() || words.iter().any(|word| word == name) {
            eprintln!("measuring: {name}");
            measure(&mut table);
        }
    }
    table.print();
    ExitCode::SUCCESS
}

/// A stage, on which a window can be opened.
fn set_stage(world: impl FnOnce() -> World) -> Stage {
    Stage::set(world).expect("`cargo xtask bench --window` builds the window and names it")
}
