//! `cargo xtask test`: every check, in order, up to the first that fails.

use std::process::ExitCode;

use crate::checkout::Checkout;
use crate::command;
use crate::failure::Failure;
use crate::steps::Steps;
use crate::{prepare, tidy, types, window};

/// How much to check.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What counts.
    Everything,
    /// Without clippy, cargo-deny and the window: for a quick look while developing.
    Fast,
}

/// Runs the checks, then prints the table of steps, what was left out, and as the last line the sum of all tests,
/// whether they are good or not.
pub(crate) fn run(extent: Extent) -> ExitCode {
    let mut steps = Steps::default();
    let result = Checkout::find().and_then(|checkout| in_order(&checkout, extent, &mut steps));
    steps.print();
    if extent == Extent::Fast {
        println!("--fast: clippy, cargo-deny and the window were left out");
    }
    if let Err(failure) = &result {
        println!("{failure}");
    }
    steps.tally.print();
    if result.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn in_order(checkout: &Checkout, extent: Extent, steps: &mut Steps) -> Result<(), Failure> {
    let everything = extent == Extent::Everything;
    let script = |name| command::run(checkout.npm().args(["run", "--silent", name]));

    steps.step("prepare", |_| match extent {
        Extent::Everything => prepare::for_test(checkout),
        Extent::Fast => prepare::for_fast_test(checkout),
    })?;
    steps.step("fmt", |_| command::run(checkout.cargo().args(["fmt", "--all", "--check"])))?;
    if everything {
        steps.step("clippy", |_| {
            let mut clippy = checkout.cargo();
            clippy.args(["clippy", "--workspace", "--all-targets", "--features", "decklog-tests/window"]);
            command::run(clippy.args(["--", "-D", "warnings"]))
        })?;
        steps.step("cargo-deny", |_| {
            // The root is a package too: without --workspace, only what the window needs would be looked at.
            let deny = ["--workspace", "check", "licenses", "bans", "sources"];
            command::run(prepare::cargo_deny(checkout).current_dir(&checkout.root).args(deny))
        })?;
    }
    steps.step("tidy", |_| tidy::run(checkout))?;

    let wire = types::Export::into(checkout.target.join("wire-types"))?;
    steps.step("cargo test", |tally| {
        let mut test = checkout.cargo();
        test.args(["test", "--workspace", "--no-fail-fast"]);
        if !everything {
            test.args(["--exclude", "decklog-desktop"]);
        }
        wire.ask_of(&mut test);
        let before = tally.summaries;
        command::watch(&mut test, |line| tally.read(line))?;
        tally.has_grown_since(before, "cargo test")
    })?;
    // The tests have just written them; asking cargo again would only cost time.
    steps.step("generated types", |_| wire.compare(checkout, extent))?;

    steps.step("svelte-check", |_| script("check"))?;
    steps.step("eslint", |_| script("lint"))?;
    steps.step("prettier", |_| script("format:check"))?;
    steps.step("vitest", |tally| {
        let before = tally.summaries;
        command::watch(checkout.npm().args(["run", "--silent", "test"]), |line| tally.read(line))?;
        tally.has_grown_since(before, "vitest")
    })?;
    steps.step("vite build", |_| script("build"))?;
    if everything {
        steps.step("window build", |_| window::build(checkout))?;
        steps.step("window tests", |tally| window::drive(checkout, &[], None, tally))?;
    }
    Ok(())
}
