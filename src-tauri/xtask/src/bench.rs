//! `cargo xtask bench`: builds the program and the measurements together, then runs them.

use crate::checkout::Checkout;
use crate::command;
use crate::failure::Failure;

/// Both in one build, so that both stand on the same compiled crates.
const PACKAGES: [&str; 4] = ["--package", "decklog-cli", "--package", "decklog-tests"];

/// Runs the named measurements, or all of them. A missed aim is printed and fails nothing.
pub(crate) fn run(checkout: &Checkout, names: &[&str]) -> Result<(), Failure> {
    println!("building the measurements (the first build takes about a quarter of an hour)");
    let build = ["build", "--profile", "bench", "--bin", "decklog", "--bench", "measure"];
    command::run(checkout.cargo().args(build).args(PACKAGES))?;
    command::run(
        checkout
            .cargo()
            .args(["bench", "--quiet", "--bench", "measure"])
            .args(PACKAGES)
            .arg("--")
            .args(names),
    )
}
