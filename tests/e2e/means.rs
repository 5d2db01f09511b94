//! What the journeys stand on works: keys, clicks and looks reach a page put together here, and axe-core sees its
//! faults. Otherwise a journey that passes would prove nothing.

use std::io::Cursor;

use serde_json::json;

use crate::look::{Look, PLAIN};
use crate::page::Target;
use crate::stage::Stage;
use crate::window::Window;
use crate::world::World;

/// A page with a field, a button whose name goes on with a key, one that nobody sees, and a list of the keys it hears.
const PAGE: &str = r#"
    document.body.innerHTML = `<main><h1>Means</h1>
        <label>Name <input id="name"></label>
        <button>Keep it <kbd>Ctrl+Enter</kbd></button> <button hidden>Hidden</button>
        <p data-testid="heard"></p></main>`;
    const [heard, button] = ["[data-testid=heard]", "button"].map((at) => document.querySelector(at));
    addEventListener("keydown", ({ key, ctrlKey, shiftKey, isTrusted }) => {
        if (!["Control", "Shift"].includes(key)) heard.append(`${ctrlKey ? "C" : ""}${shiftKey ? "S" : ""}${isTrusted ? "" : "?"}-${key} `);
    });
    button.addEventListener("click", () => button.textContent = "Kept");"#;

fn page(stage: &Stage) -> Window<'_> {
    let window = stage.open();
    window.is_ready().runs(PAGE);
    window
}

#[test]
fn keys_and_clicks_arrive_as_from_a_person() {
    let Some(stage) = Stage::set(World::new) else { return };
    let window = page(&stage);
    window.press("Ctrl+K").press("g r").press("?").press("Ctrl+Shift+A").press("Esc").press("Ctrl+Enter");
    assert_eq!(window.text_of(Target::Id("heard")), "C-k -g -r S-? CS-A -Escape C-Enter");

    window.clicks("textbox", "Name").types("Zoë: 14:05, 20% “up”\n");
    assert_eq!(window.property(Target::Role("textbox", "Name"), "value"), json!("Zoë: 14:05, 20% “up”"));
    assert_eq!(window.runs("return [document.hasFocus(), document.activeElement.id]"), json!([true, "name"]));

    window.lacks("button", "Hidden").loses("Kept").clicks("button", "Keep it").sees("Kept");
}

#[test]
fn faults_of_a_page_are_found_and_told() {
    let Some(stage) = Stage::set(World::new) else { return };
    let window = page(&stage);
    window.is_accessible();
    window.runs("document.querySelector('label').replaceWith(document.querySelector('input'))");
    let faults = window.faults();
    assert!(faults.contains("label (critical)") && faults.contains("#name"), "{faults}");
}

#[test]
fn a_picture_shows_what_a_person_sees() {
    let Some(stage) = Stage::set(World::new) else { return };
    let window = page(&stage);
    for (colour, seen) in [("#14283c", [0x14, 0x28, 0x3c]), ("#c8102e", [0xc8, 0x10, 0x2e])] {
        window.runs(&format!(
            "document.documentElement.style.background = document.body.style.background = '{colour}'"
        ));
        let picture = stage.screen.picture(window.is_drawn().size()).unwrap();
        let mut picture = png::Decoder::new(Cursor::new(picture)).read_info().unwrap();
        let mut colours = vec![0; picture.output_buffer_size().unwrap()];
        let shown = picture.next_frame(&mut colours).unwrap();
        assert_eq!((shown.width, shown.height), PLAIN.size);
        assert_eq!(colours[colours.len() - 3..], seen, "the lower right corner");
    }
}

#[test]
fn a_page_is_told_what_the_desktop_is_set_to() {
    let Some(stage) = Stage::set(World::new) else { return };
    let asks = "return ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(prefers-reduced-motion: reduce)']
        .map((query) => matchMedia(query).matches)";
    let small = Look { size: (480, 800), ..PLAIN };
    for look in
        [PLAIN, Look { dark: true, ..small }, Look { contrast: true, ..small }, Look { still: true, ..small }]
    {
        let window = stage.open_with(look);
        assert_eq!(window.runs(asks), json!([look.dark, look.contrast, look.still]));
        window.resize((1920, 1080));
    }
}

#[test]
fn a_page_whose_process_is_killed_can_be_driven_on() {
    let Some(stage) = Stage::set(World::new) else { return };
    let mut window = stage.open();
    window.is_ready().runs("document.body.textContent = 'as it was before'");
    window.kill_page().is_ready().loses("as it was before");
}
