//! Parts of the Rust toolchain, and cargo-deny.

use std::path::PathBuf;
use std::process::Command;

use crate::checkout::Checkout;
use crate::command;
use crate::failure::Failure;

/// The cargo-deny whose verdict counts.
const CARGO_DENY: &str = "0.20.2";

/// rustfmt and clippy: rustup's minimal profile leaves them out.
pub(crate) fn ensure_components() -> Result<(), Failure> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if command::succeeds(command::cargo().args([subcommand, "--version"])) {
            continue;
        }
        if !command::succeeds(Command::new("rustup").arg("--version")) {
            return Err(Failure::new(format!("{component} is missing, and there is no rustup to add it"))
                .remedy(format!("install {component} of the same version as cargo")));
        }
        println!("installing {component}: rustup component add {component}");
        command::run(Command::new("rustup").args(["component", "add", component]))?;
    }
    Ok(())
}

/// cargo-deny, of one version, in the build folder: nothing outside it changes.
pub(crate) fn ensure_cargo_deny(checkout: &Checkout) -> Result<(), Failure> {
    let version = command::read_quietly(Command::new(cargo_deny(checkout)).arg("--version"));
    if version.is_some_and(|version| version.split_whitespace().nth(1) == Some(CARGO_DENY)) {
        return Ok(());
    }
    let tools = tools(checkout);
    println!("installing cargo-deny {CARGO_DENY} into {} (some minutes, once)", tools.display());
    let build = tools.join("build");
    let installed = command::run(
        command::cargo()
            .args(["install", "--locked", "--force", "cargo-deny", "--version", CARGO_DENY, "--root"])
            .arg(&tools)
            .arg("--target-dir")
            .arg(&build),
    );
    // It is of no further use and weighs more than the tool.
    let _ = std::fs::remove_dir_all(build);
    installed.map_err(|failure| {
        Failure::new(failure.to_string())
            .remedy("check the network; with --fast the other checks run without cargo-deny")
    })
}

/// Where cargo-deny is, or will be.
pub(crate) fn cargo_deny(checkout: &Checkout) -> PathBuf {
    tools(checkout).join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX))
}

fn tools(checkout: &Checkout) -> PathBuf {
    checkout.target.join("tools")
}
