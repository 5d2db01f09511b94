//! Node and the packages of `ui/`.

use std::fs;
use std::process::Command;

use crate::checkout::Checkout;
use crate::command;
use crate::failure::Failure;

/// A version of Node: major and minor number.
type Version = (u32, u32);

/// The packages that `ui/package-lock.json` names, installed by `npm ci` unless they are there already.
pub(crate) fn packages_of_ui(checkout: &Checkout) -> Result<(), Failure> {
    check_node()?;
    let lock = read(checkout, "package-lock.json")?;
    // A copy of the lock that the installed packages were made from; removed with them.
    let installed = "node_modules/.package-lock-installed.json";
    if read(checkout, installed).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("installing the packages of ui/: npm ci");
    command::run(checkout.npm().args(["ci", "--no-audit", "--no-fund"]))?;
    fs::write(checkout.ui().join(installed), lock)
        .map_err(|error| Failure::new(format!("ui/{installed} cannot be written: {error}")))
}

fn read(checkout: &Checkout, file: &str) -> Result<Vec<u8>, Failure> {
    fs::read(checkout.ui().join(file))
        .map_err(|error| Failure::new(format!("ui/{file} cannot be read: {error}")))
}

fn check_node() -> Result<(), Failure> {
    const REMEDY: &str =
        "install Node 20.19+, 22.13+ or 24+ with npm, from https://nodejs.org or your system's packages";
    let text = command::read_quietly(Command::new("node").arg("--version"))
        .ok_or_else(|| Failure::new("Node is missing").remedy(REMEDY))?;
    if !version(&text).is_some_and(is_recent_enough) {
        return Err(Failure::new(format!("Node {} is too old or not a long-term version", text.trim()))
            .remedy(REMEDY));
    }
    if command::read_quietly(command::npm().arg("--version")).is_none() {
        return Err(Failure::new("npm is missing beside Node").remedy(REMEDY));
    }
    Ok(())
}

/// Reads `v20.19.1`.
fn version(text: &str) -> Option<Version> {
    let mut numbers = text.trim().strip_prefix('v')?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

/// The same versions as `engines` in `ui/package.json`.
fn is_recent_enough((major, minor): Version) -> bool {
    match major {
        20 => minor >= 19,
        22 => minor >= 13,
        other => other >= 24,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_recent_enough, version};

    #[test]
    fn old_and_odd_versions_of_node_are_refused() {
        for (text, good) in [
            ("v18.20.4\n", false),
            ("v20.18.3", false),
            ("v20.19.0", true),
            ("v21.7.3", false),
            ("v22.12.0", false),
            ("v22.13.1", true),
            ("v23.11.0", false),
            ("v24.0.0", true),
            ("v26.1.0", true),
        ] {
            assert_eq!(version(text).is_some_and(is_recent_enough), good, "{text}");
        }
        assert_eq!(version("20.19.0"), None);
        assert_eq!(version("v20"), None);
    }
}
