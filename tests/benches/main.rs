//! What Decklog needs beside the least that the same work can be done with. Limit and ours take turns in one run, so
//! that a busy machine slows both. A missed aim is printed; it fails nothing.
//!
//! `cargo xtask bench [NAME…]` builds and runs this. One file for each aim; [`pairs`] takes the time, [`table`] prints.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]
#![allow(clippy::disallowed_methods, reason = "taking the time is what this program is for")]

mod bare;
mod batch;
mod documents;
mod event;
mod home;
mod html;
mod memory;
mod pairs;
mod pdf;
mod process;
mod quantile;
mod search;
mod table;
mod text;
mod verify;

use std::process::ExitCode;

use table::Table;

type Bench = fn(&mut Table);

const BENCHES: [(&str, Bench); 9] = [
    ("event", event::run),
    ("batch", batch::run),
    ("verify", verify::run),
    ("documents", documents::run),
    ("search", search::run),
    ("pdf", pdf::run),
    ("html", html::run),
    ("memory", memory::run),
    ("process", process::run),
];

fn main() -> ExitCode {
    // cargo adds `--bench`.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if !home::is_own() {
        return home::start_again(&words);
    }
    if let Some(("--child", rest)) = words.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        process::child(rest);
        return ExitCode::SUCCESS;
    }
    if let Some(unknown) = words.iter().find(|word| !BENCHES.iter().any(|(name, _)| name == word)) {
        let names = BENCHES.map(|(name, _)| name).join(", ");
        eprintln!("there is no measurement `{unknown}`; there are {names}");
        return ExitCode::from(2);
    }
    let mut table = Table::default();
    for (name, run) in BENCHES {
        if words.is_empty() || words.iter().any(|word| word == name) {
            eprintln!("measuring: {name}");
            run(&mut table);
        }
    }
    table.print();
    ExitCode::SUCCESS
}
