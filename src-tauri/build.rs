//! Tauri's code generation.
fn main() {}
