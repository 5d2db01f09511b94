//! The store on real files: recording, refusing, verifying, rebuilding, copying, several writers, failing disks.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

mod appending;
mod backing_up;
mod failing_disks;
mod killed;
mod mount;
mod opening;
mod properties;
mod rebuilding;
mod support;
mod two_writers;
mod verifying;
