//! `cargo xtask bench`: builds the program and the measurements together, then runs them.

use std::path::PathBuf;

use crate::checkout::Checkout;
use crate::command;
use crate::failure::Failure;
use crate::prepare;

/// Both in one build, so that both stand on the same compiled crates.
const PACKAGES: [&str; 4] = ["--package", "decklog-cli", "--package", "decklog-tests"];

/// As [`PACKAGES`], with the window.
const WINDOW_PACKAGES: [&str; 8] = [
    "--package",
    "decklog-desktop",
    "--package",
    "decklog-cli",
    "--package",
    "decklog-tests",
    "--features",
    "decklog-desktop/embedded-pages,decklog-tests/window",
];

/// Runs the named measurements, or all of them. A missed aim is printed and fails nothing.
pub(crate) fn run(checkout: &Checkout, names: &[&str]) -> Result<(), Failure> {
    println!("building the measurements (the first build takes about a quarter of an hour)");
    let build = ["build", "--profile", "bench", "--bin", "decklog", "--bench", "measure"];
    command::run(checkout.cargo().args(build).args(PACKAGES))?;
    measure(checkout, "measure", &PACKAGES, names, &[])
}

/// Measures the budgets of the window, the named ones or all of them: the optimised window, in turn with an empty one
/// that is built in the same way.
pub(crate) fn run_window(checkout: &Checkout, names: &[&str]) -> Result<(), Failure> {
    prepare::for_window(checkout)?;
    command::run(checkout.npm().args(["run", "--silent", "build"]))?;
    println!("building the optimised window (the first build takes about a quarter of an hour)");
    let build = ["build", "--profile", "bench", "--bin", "decklog-desktop", "--bin", "decklog"];
    let others = ["--example", "empty-window", "--bench", "budgets"];
    command::run(checkout.cargo().args(build).args(others).args(WINDOW_PACKAGES))?;
    let folder = checkout.target.join("release");
    let named = [
        ("DECKLOG_WINDOW", folder.join("decklog-desktop")),
        ("DECKLOG_EMPTY_WINDOW", folder.join("examples").join("empty-window")),
    ];
    measure(checkout, "budgets", &WINDOW_PACKAGES, names, &named)
}

fn measure(
    checkout: &Checkout,
    bench: &str,
    packages: &[&str],
    names: &[&str],
    environment: &[(&str, PathBuf)],
) -> Result<(), Failure> {
    let mut cargo = checkout.cargo();
    cargo.args(["bench", "--quiet", "--bench", bench]).args(packages).arg("--").args(names);
    command::run(cargo.envs(environment.iter().map(|(name, path)| (name, path))))
}
