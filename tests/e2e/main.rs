//! Journeys in the real window: the built program, its own pages under its own content-security policy, driven by
//! keys and clicks through WebKit's own driver.
//!
//! A journey begins with [`stage::Stage::set`] and reads like what a person does; `opening.rs` shows how.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

mod access;
mod asked;
mod camera;
mod driver;
mod evidence;
mod gallery;
mod hostile;
mod key_sheet;
mod keys;
mod look;
mod means;
mod night;
mod opening;
mod page;
mod patience;
mod places;
mod playbook;
mod process;
mod screen;
mod stage;
mod survive;
mod taken_back;
mod titles;
mod trouble;
mod window;

#[path = "../suite/chance.rs"]
mod chance;
#[path = "../../src-tauri/crates/store/tests/store/mount.rs"]
mod mount;
#[path = "../suite/skipped.rs"]
#[allow(dead_code, reason = "shared with the suite, which uses all of it")]
mod skipped;
#[path = "../suite/world.rs"]
#[allow(dead_code, reason = "shared with the suite, which uses all of it")]
mod world;
