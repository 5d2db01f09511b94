//! The commands of this repository, as `cargo xtask NAME`. It builds in seconds, because everything waits for it.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "talking to the terminal is what this program is for"
)]
#![allow(clippy::disallowed_methods, reason = "steps are timed; nothing here enters a record")]

mod bench;
mod checkout;
mod command;
mod demo;
mod failure;
mod prepare;
mod run;
mod steps;
mod tally;
mod test;
mod tidy;
mod types;
mod window;

use std::process::ExitCode;

use checkout::Checkout;
use failure::Failure;

const USAGE: &str = "\
cargo xtask run             install what is missing, build the window and open it; without a display,
                            replay the sample into target/demo, with pictures of every screen
cargo xtask test [--fast]   install what is missing, run every check; --fast leaves out clippy, cargo-deny
                            and the window
cargo xtask bench [NAME…]   measure against the least that the same work needs: all, or event, batch, verify,
                            documents, search, pdf, html, memory, process
cargo xtask bench --window [NAME…]
                            measure what the window has to keep to: all, or run, palette, search, preview,
                            incident, start
cargo xtask demo            replay the sample incident into target/demo
cargo xtask gallery         build the window and leave pictures of every screen in target/gallery
cargo xtask types [--check] write ui/src/wire from the Rust types, or only say whether it is current
cargo xtask tidy            check what compiler and lints cannot see";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["run"] => in_checkout(run::run),
        // Says itself how it ended, because its last line is the sum of all tests.
        ["test"] => return test::run(test::Extent::Everything),
        ["test", "--fast"] => return test::run(test::Extent::Fast),
        ["bench", "--window", names @ ..] => in_checkout(|checkout| bench::run_window(checkout, names)),
        ["bench", names @ ..] => in_checkout(|checkout| bench::run(checkout, names)),
        ["demo"] => in_checkout(demo::replay),
        ["gallery"] => in_checkout(window::gallery),
        ["types"] => in_checkout(types::update),
        ["types", "--check"] => in_checkout(types::check),
        ["tidy"] => in_checkout(tidy::run),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn in_checkout(work: impl FnOnce(&Checkout) -> Result<(), Failure>) -> Result<(), Failure> {
    work(&Checkout::find()?)
}
