//! Tauri's code generation, told where this repository keeps what Tauri expects beside its manifest.

fn main() {
    for watched in ["src-tauri/capabilities", "src-tauri/permissions", "src-tauri/icons"] {
        println!("cargo:rerun-if-changed={watched}");
    }
    // Only a build that embeds the window's pages depends on them; otherwise they come from the dev server.
    if !tauri_build::is_dev() {
        println!("cargo:rerun-if-changed=ui/dist");
    }
    let commands =
        tauri_build::AppManifest::new().permissions_path_pattern("src-tauri/permissions/**/*.toml");
    let windows = tauri_build::WindowsAttributes::new().window_icon_path("src-tauri/icons/icon.ico");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("src-tauri/capabilities/**/*")
        .app_manifest(commands)
        .windows_attributes(windows);
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error=tauri.conf.json, src-tauri/capabilities or src-tauri/permissions: {error:#}");
    }
}
