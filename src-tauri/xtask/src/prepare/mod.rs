//! Installing what a fresh machine lacks, and saying so first; where it cannot be installed, saying how to get it.

mod node;
mod rust;
mod system;

use std::process::Command;

use crate::checkout::Checkout;
use crate::failure::Failure;

pub(crate) use node::packages_of_ui;

/// What `run`, `gallery` and `bench --window` need: a C compiler, the web view with what drives it, Node and the packages of `ui/`.
pub(crate) fn for_window(checkout: &Checkout) -> Result<(), Failure> {
    system::ensure(&system::WINDOW)?;
    packages_of_ui(checkout)
}

/// What `test` needs: also rustfmt, clippy and cargo-deny.
pub(crate) fn for_test(checkout: &Checkout) -> Result<(), Failure> {
    for_window(checkout)?;
    rust::ensure_components()?;
    rust::ensure_cargo_deny(checkout)
}

/// As [`for_test`], without what only clippy, cargo-deny and the window need.
pub(crate) fn for_fast_test(checkout: &Checkout) -> Result<(), Failure> {
    system::ensure(&system::COMPILER)?;
    rust::ensure_components()?;
    packages_of_ui(checkout)
}

/// What `types` needs: the web view, because some types are the window's own, and the packages of `ui/`.
pub(crate) fn for_types(checkout: &Checkout) -> Result<(), Failure> {
    system::ensure(&system::WINDOW)?;
    packages_of_ui(checkout)
}

/// The cargo-deny that [`for_test`] has installed.
pub(crate) fn cargo_deny(checkout: &Checkout) -> Command {
    Command::new(rust::cargo_deny(checkout))
}
