//! `cargo xtask run`: the window on this person's workspace. Without a display, the sample story in pictures.

use std::process::Command;

use crate::checkout::Checkout;
use crate::command;
use crate::failure::Failure;
use crate::tally::Tally;
use crate::{demo, prepare, window};

/// Builds the window and opens it; returns when it is closed. On Linux without a display it replays the sample into
/// `target/demo` instead, and drives the window on a screen of its own, leaving pictures of every screen beside it.
pub(crate) fn run(checkout: &Checkout) -> Result<(), Failure> {
    prepare::for_window(checkout)?;
    println!("building the window (the first build takes some minutes)");
    command::run(checkout.npm().args(["run", "--silent", "build"]))?;
    window::build(checkout)?;
    if has_display() {
        println!("opening the window");
        return command::run(&mut Command::new(window::program(checkout)));
    }
    println!("there is no display: the sample is replayed, and the window is shown in pictures");
    demo::replay(checkout)?;
    let pictures = checkout.root.join("target").join("demo").join("pictures");
    window::drive(checkout, &["gallery::"], Some(&pictures), &mut Tally::default())?;
    println!("\npictures of every screen: {}", pictures.display());
    Ok(())
}

/// Whether a window can be shown. Only on Linux can there be nothing to show it on.
fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
