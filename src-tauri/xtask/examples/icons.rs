//! Renders `src-tauri/icons/icon.svg`, the one drawing, into every file the systems want:
//! `cargo run -p xtask --example icons`. The same drawing gives the same bytes.

use std::error::Error;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// File name and edge in pixels, as `tauri.conf.json` lists them.
const PNG: [(&str, u32); 4] =
    [("32x32.png", 32), ("128x128.png", 128), ("128x128@2x.png", 256), ("icon.png", 512)];

/// Edges in one Windows icon file.
const ICO: [u32; 6] = [16, 24, 32, 48, 64, 256];

/// Type code and edge of the PNG entries of Apple's icon container.
const ICNS: [(&[u8; 4], u32); 8] = [
    (b"ic11", 32),
    (b"ic12", 64),
    (b"ic07", 128),
    (b"ic13", 256),
    (b"ic08", 256),
    (b"ic14", 512),
    (b"ic09", 512),
    (b"ic10", 1024),
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../icons");
    let drawing = Tree::from_data(&fs::read(folder.join("icon.svg"))?, &Options::default())?;

    for (name, edge) in PNG {
        fs::write(folder.join(name), png(&drawing, edge)?)?;
    }
    fs::write(folder.join("icon.ico"), windows(&drawing)?)?;
    fs::write(folder.join("icon.icns"), apple(&drawing)?)?;
    Ok(())
}

fn png(drawing: &Tree, edge: u32) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut canvas = Pixmap::new(edge, edge).ok_or("an icon has at least one pixel")?;
    let scale = edge as f32 / drawing.size().width();
    resvg::render(drawing, Transform::from_scale(scale, scale), &mut canvas.as_mut());
    Ok(canvas.encode_png()?)
}

fn windows(drawing: &Tree) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut icons = ico::IconDir::new(ico::ResourceType::Icon);
    for edge in ICO {
        let image = ico::IconImage::read_png(Cursor::new(png(drawing, edge)?))?;
        icons.add_entry(ico::IconDirEntry::encode(&image)?);
    }
    let mut file = Vec::new();
    icons.write(&mut file)?;
    Ok(file)
}

fn apple(drawing: &Tree) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut entries = Vec::new();
    for (code, edge) in ICNS {
        let image = png(drawing, edge)?;
        entries.extend_from_slice(code);
        entries.extend_from_slice(&u32::try_from(image.len() + 8)?.to_be_bytes());
        entries.extend_from_slice(&image);
    }
    let mut file = b"icns".to_vec();
    file.extend_from_slice(&u32::try_from(entries.len() + 8)?.to_be_bytes());
    file.extend_from_slice(&entries);
    Ok(file)
}
