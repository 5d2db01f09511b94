//! The `decklog` command: everything the window does with the record, without a window.

mod args;
mod failure;
mod out;
mod run;
mod session;
mod show;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    match args::Cli::try_parse() {
        Ok(cli) => run::run(cli),
        Err(error) => failure::usage(&error),
    }
}
