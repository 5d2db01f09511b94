//! What the window has to keep to: how long after a key the change is on the screen, how soon one can begin, how much
//! memory it holds. Measured in the optimised window with its production policy; a missed budget is printed and fails
//! nothing.
//!
//! `cargo xtask bench --window [NAME…]` builds and runs this. One file in `budget/` for each; `stopwatch` takes the
//! time within the page, `table` prints.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]
#![allow(clippy::disallowed_methods, reason = "taking the time is what this program is for")]
#![allow(dead_code, reason = "the journeys use the rest of what drives a window")]

mod access;
mod budget;
mod driver;
mod keys;
mod look;
mod page;
mod patience;
mod process;
mod screen;
mod stage;
mod window;

#[path = "../suite/skipped.rs"]
mod skipped;
#[path = "../benches/text.rs"]
mod text;
#[path = "../suite/world.rs"]
mod world;

use std::process::ExitCode;

use budget::table::Table;
use budget::{incident, palette, preview, run, search, start};

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
