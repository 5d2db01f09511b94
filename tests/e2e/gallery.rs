//! Every screen in every look: pictures in `target/gallery`, each of a page in which axe-core finds nothing.

use std::cell::RefCell;
use std::sync::OnceLock;

use crate::look::{Look, PLAIN};
use crate::stage::Stage;
use crate::window::{Window, zoomed};
use crate::world::World;

/// A screen: its name in the gallery, its address in the window, words that can be read there.
type Screen = (&'static str, &'static str, &'static str);

/// What a finished story leaves to look at.
const SAMPLE: [Screen; 12] = [
    ("library", "#/library", "Crash loop after an image update"),
    ("runbook", "#/library/crashloop-after-image-update", "Put the good image on the canary"),
    ("runs", "#/run", "RUN-2026-001"),
    ("run-complete", "#/run/RUN-2026-001", "COMPLETE"),
    ("incidents", "#/incident", "Checkout errors after image update"),
    ("incident", "#/incident/INC-2026-001", "First customer report"),
    ("postmortems", "#/postmortem", "Checkout errors after image update"),
    ("postmortem", "#/postmortem/INC-2026-001", "What would have caught it earlier"),
    ("journal", "#/journal", "export.finished"),
    ("record", "#/journal/12", "Record 12"),
    ("export", "#/export/INC-2026-001", "Export INC-2026-001"),
    ("settings", "#/settings", "high contrast"),
];

/// What a night at work looks like.
const AT_WORK: [Screen; 4] = [
    ("now", "#/now", "Open incidents"),
    ("run", "#/run/RUN-2026-001", "Pause the pipeline"),
    ("incident-open", "#/incident/INC-2026-001", "customers report"),
    ("start", "#/library", "Library"),
];

/// The step of that night that has commands and says what to expect.
const COMMAND: Screen = ("run-command", "#/run/RUN-2026-001", "step 4 of");

/// What opens over any screen: its name, the keys that open it, words in it.
const SHEETS: [Screen; 4] = [
    ("palette", "Ctrl+K", "Show all keys"),
    ("keys", "?", "Done, next step"),
    ("declare", "Ctrl+I", "What is wrong, in one line"),
    ("note", "Ctrl+J", "Note to INC"),
];

/// Width and height in pixels: as it opens, two common screens, and the narrowest that is served.
const SIZES: [(u32, u32); 4] = [(1280, 800), (1440, 900), (1920, 1080), (480, 800)];

const LIGHT: Look = Look { still: true, ..PLAIN };
const DARK: Look = Look { dark: true, still: true, ..PLAIN };
const CONTRAST: Look = Look { contrast: true, still: true, ..PLAIN };

#[test]
fn light() {
    every_screen("light", LIGHT, 100, &SIZES);
}

#[test]
fn dark() {
    every_screen("dark", DARK, 100, &SIZES);
}

#[test]
fn high_contrast() {
    every_screen("contrast", CONTRAST, 100, &SIZES[..1]);
}

#[test]
#[ignore = "cargo xtask gallery takes them"]
fn high_contrast_at_other_sizes() {
    every_screen("contrast", CONTRAST, 100, &SIZES[1..]);
}

#[test]
#[ignore = "cargo xtask gallery takes them"]
fn zoomed_out() {
    every_screen("light-80", LIGHT, 80, &SIZES[..1]);
}

#[test]
fn zoomed_in() {
    every_screen("dark-200", DARK, 200, &SIZES[..1]);
}

fn every_screen(look_name: &str, look: Look, zoom: u32, sizes: &[(u32, u32)]) {
    let Some(stage) = Stage::set(with_the_sample) else { return };
    let window = stage.open_with(look);
    window.is_ready();
    zoom_to(&window, zoom);
    let faults = Faults { zoom, found: RefCell::default() };
    for screen in SAMPLE {
        faults.show(&window, screen, look_name, sizes);
    }
    drop(window);

    let Some(stage) = Stage::set(at_work) else { return };
    let window = stage.open_with(look);
    // The window goes to the active run by itself.
    window.sees("step 2 of");
    zoom_to(&window, zoom);
    for screen in AT_WORK {
        faults.show(&window, screen, look_name, sizes);
    }
    window.runs("location.hash = '#/run/RUN-2026-001'");
    for (name, keys, words) in SHEETS {
        window.press(keys).sees(words);
        faults.look(&window, name, look_name, sizes);
        window.press("Esc");
    }
    for _ in 0..2 {
        stage.world.decklog("run done 1").succeeds();
    }
    faults.show(&window, COMMAND, look_name, sizes);
    drop(window);

    // Before there is a workspace, there is no size of its own either.
    if zoom == 100 {
        let Some(stage) = Stage::set(World::new) else { return };
        let window = stage.open_with(look);
        faults.show(&window, ("first-run", "#/now", "Your name in the record"), look_name, sizes);
        drop(window);
        stage.world.write("workspace.decklog", b"this is no workspace");
        let window = stage.open_with(look);
        faults.show(&window, ("unusable", "#/now", "This record cannot be opened"), look_name, sizes);
    }
    faults.none();
}

/// Makes everything larger or smaller, as a person does: a tenth a press.
fn zoom_to(window: &Window, percent: u32) {
    let key = if percent > 100 { "Ctrl+=" } else { "Ctrl+-" };
    for _ in 0..percent.abs_diff(100) / 10 {
        window.press(key);
    }
    let width = zoomed(PLAIN.size.0, percent);
    window.until("be zoomed", &format!("return innerWidth === {width}"));
}

/// What axe-core finds on the way: told together at the end, so that every picture is there to look at.
struct Faults {
    /// In percent.
    zoom: u32,
    found: RefCell<Vec<String>>,
}

impl Faults {
    fn show(&self, window: &Window, (name, address, words): Screen, look: &str, sizes: &[(u32, u32)]) {
        window.runs(&format!("location.hash = {address:?}"));
        window.sees(words);
        self.look(window, name, look, sizes);
    }

    fn look(&self, window: &Window, name: &str, look: &str, sizes: &[(u32, u32)]) {
        for &(width, height) in sizes {
            window.resize_zoomed((width, height), self.zoom);
            window.picture(&format!("{name}-{look}-{width}x{height}"));
            let faults = window.faults();
            if !faults.is_empty() {
                self.found.borrow_mut().push(format!("{name} {look} {width}x{height}:\n{faults}"));
            }
        }
    }

    fn none(self) {
        let faults = self.found.into_inner();
        assert!(faults.is_empty(), "axe-core finds:\n{}", faults.join("\n"));
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

/// A machine on which somebody follows a runbook in an open incident.
fn at_work() -> World {
    let world = World::with_workspace();
    for line in [
        "runbook import shipped",
        "person add 'J. Roth'",
        "incident declare 'Checkout errors after image update' --severity SEV2 --started -9m",
        "incident milestone 1 detected -8m",
        "incident milestone 1 acknowledged -6m",
        "incident note 1 'Page: CheckoutErrorRate over 5 % for 60 s, production, shop' --at -8m",
        "incident note 1 'First customers report that the payment page turns and turns' --at -5m",
        "run start crashloop-after-image-update --incident 1 --set namespace=shop deployment=checkout-api selector=app=checkout-api dashboard=https://grafana.example/d/checkout",
        "run done 1 --saw 'said so in the incident channel'",
        "run note 1 'last deploy 01:58Z, image 7.4.2 built again'",
    ] {
        world.decklog(line).succeeds();
    }
    world
}
