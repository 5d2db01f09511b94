//! The window as people get it, only not optimised: built with its pages within, and driven by the tests in `tests/e2e`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::checkout::Checkout;
use crate::command;
use crate::failure::Failure;
use crate::prepare;
use crate::steps::Steps;
use crate::tally::Tally;

/// `cargo xtask gallery`: builds the window and leaves pictures of every screen in `target/gallery` of the checkout.
pub(crate) fn gallery(checkout: &Checkout) -> Result<(), Failure> {
    let mut steps = Steps::default();
    let done = in_order(checkout, &mut steps);
    steps.print();
    done?;
    println!("pictures: {}", checkout.root.join("target").join("gallery").display());
    Ok(())
}

fn in_order(checkout: &Checkout, steps: &mut Steps) -> Result<(), Failure> {
    steps.step("prepare", |_| prepare::for_window(checkout))?;
    steps.step("vite build", |_| command::run(checkout.npm().args(["run", "--silent", "build"])))?;
    steps.step("window build", |_| build(checkout))?;
    steps.step("gallery", |tally| drive(checkout, &["gallery::", "--", "--include-ignored"], None, tally))
}

/// Builds the window around the pages in `ui/dist`.
pub(crate) fn build(checkout: &Checkout) -> Result<(), Failure> {
    command::run(checkout.cargo().args([
        "build",
        "--package",
        "decklog-desktop",
        "--features",
        "embedded-pages",
    ]))
}

/// Runs the tests that drive the window which [`build`] has built; `only` says which, to cargo's test runner.
/// Pictures go to `pictures`, by default `target/gallery`.
pub(crate) fn drive(
    checkout: &Checkout,
    only: &[&str],
    pictures: Option<&Path>,
    tally: &mut Tally,
) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        println!("the window is driven on Linux only");
        return Ok(());
    }
    let before = tally.summaries;
    let mut tests = tests(checkout);
    if let Some(folder) = pictures {
        tests.env("DECKLOG_GALLERY", folder);
    }
    command::watch(tests.args(only), |line| tally.read(line))?;
    tally.has_grown_since(before, "the tests of the window")
}

fn tests(checkout: &Checkout) -> Command {
    let mut cargo = checkout.cargo();
    cargo.args(["test", "--package", "decklog-tests", "--features", "window", "--test", "e2e"]);
    cargo.env("DECKLOG_WINDOW", program(checkout));
    cargo
}

/// The window's program, where [`build`] leaves it.
pub(crate) fn program(checkout: &Checkout) -> PathBuf {
    checkout.target.join("debug").join(format!("decklog-desktop{}", std::env::consts::EXE_SUFFIX))
}
