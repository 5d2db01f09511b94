//! Every screen in every look: pictures in `target/gallery`, each of a page in which axe-core finds nothing.

use std::sync::OnceLock;

use crate::look::{Look, PLAIN};
use crate::stage::Stage;
use crate::world::World;

/// A screen: its name in the gallery, the keys that lead to it from anywhere, its first heading.
const SCREENS: [(&str, Option<&str>, &str); 1] = [("welcome", None, "Decklog")];

/// Width and height in pixels: as it opens, two common screens, and the narrowest that is served.
const SIZES: [(u32, u32); 4] = [(1280, 800), (1440, 900), (1920, 1080), (480, 800)];

#[test]
fn light() {
    show("light", Look { still: true, ..PLAIN });
}

#[test]
fn dark() {
    show("dark", Look { dark: true, still: true, ..PLAIN });
}

#[test]
fn high_contrast() {
    show("contrast", Look { contrast: true, still: true, ..PLAIN });
}

fn show(name: &str, look: Look) {
    let Some(stage) = Stage::set(with_the_sample) else { return };
    let window = stage.open_with(look);
    for (screen, keys, heading) in SCREENS {
        if let Some(keys) = keys {
            window.press(keys);
        }
        for (width, height) in SIZES {
            window.resize((width, height)).finds("heading", heading);
            window.picture(&format!("{screen}-{name}-{width}x{height}")).is_accessible();
        }
    }
}

/// A machine whose workspace holds the sample incident, which is replayed once for all.
fn with_the_sample() -> World {
    static SAMPLE: OnceLock<Vec<u8>> = OnceLock::new();
    let world = World::new();
    let sample = SAMPLE.get_or_init(|| {
        world.decklog("demo sample").succeeds();
        std::fs::read(world.path("sample/workspace.decklog")).unwrap()
    });
    world.write("workspace.decklog", sample);
    world
}
