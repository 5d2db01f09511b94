//! The least that a Tauri window can be: one page with one heading. What Decklog's window adds to it is measured by
//! `cargo xtask bench --window`.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!("tests/empty-window/tauri.conf.json"))
}
