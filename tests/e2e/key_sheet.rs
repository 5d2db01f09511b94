//! The sheet of keys tells the truth: on every screen each key it lists does something, and a letter it does not list
//! does nothing.

use serde_json::Value;

use crate::patience;
use crate::stage::Stage;
use crate::window::Window;
use crate::world::World;

/// Address and words of each screen, where there is something to walk through.
const SCREENS: [(&str, &str); 12] = [
    ("#/now", "Open incidents"),
    ("#/library", "Crash loop after an image update"),
    ("#/library/crashloop-after-image-update", "Put the good image on the canary"),
    ("#/run/RUN-2026-001", "Still in force"),
    ("#/run/RUN-2026-002", "STOPPED"),
    ("#/incident", "Cache cold"),
    ("#/incident/INC-2026-001", "customers report"),
    ("#/postmortem", "Cache cold"),
    ("#/postmortem/INC-2026-001", "What would have caught it earlier"),
    ("#/journal", "incident.declared"),
    ("#/export/INC-2026-001", "page 1 of"),
    ("#/settings", "high contrast"),
];

/// The screen on which the keys of the whole window are tried: none of them leads to it.
const ANYWHERE: (&str, &str) = ("#/journal/7", "Record 7");

/// A key of the sheet: where it works, what it does, and how it is pressed.
#[derive(Clone, Debug)]
struct Listed {
    group: String,
    title: String,
    key: String,
}

fn at_work() -> World {
    let world = World::with_workspace();
    for line in [
        "runbook import shipped",
        "incident declare 'Queue stuck'",
        "incident note 1 'customers report errors'",
        "incident note 1 'the queue grows'",
        "run start crashloop-after-image-update --incident 1 --set namespace=shop deployment=checkout-api",
        "run done 1",
        "run done 1",
        "run done 1",
        "run start hotfix-procedure --incident 1",
        "run stop 2 --why 'not needed'",
        "incident declare 'Cache cold'",
        "postmortem draft 1",
        "postmortem draft 2",
    ] {
        world.decklog(line).succeeds();
    }
    world
}

#[test]
fn each_key_on_the_sheet_does_something() {
    let Some(stage) = Stage::set(at_work) else { return };
    let window = stage.open();
    // It goes to the active run by itself.
    window.sees("step 4 of");
    let mut faults = Vec::new();
    for screen in SCREENS.into_iter().chain([ANYWHERE]) {
        goes_to(&window, screen);
        let mut listed = sheet(&window);
        if screen != ANYWHERE {
            listed.retain(|one| one.group != "Anywhere" && one.group != "Screens");
        }
        // After them, another step is the current one.
        listed.sort_by_key(|one| one.title.starts_with("Back to the step"));
        let mut fresh = None;
        for one in listed {
            // A line or a sheet that Esc closed leaves the screen as it was.
            if fresh.as_ref() != Some(&seen(&window)) {
                goes_to(&window, screen);
                fresh = Some(seen(&window));
            }
            let does = before(&one).is_none_or(|first| changes(&window, first)) && changes(&window, &one.key);
            if !does {
                faults.push(format!("{}: {one:?}", screen.0));
            }
            window.press("Esc Ctrl+0");
        }
    }
    assert!(faults.is_empty(), "these keys do nothing:\n{}", faults.join("\n"));
}

#[test]
fn a_letter_that_is_not_on_the_sheet_does_nothing() {
    let Some(stage) = Stage::set(at_work) else { return };
    let window = stage.open();
    // It goes to the active run by itself.
    window.sees("step 4 of");
    for screen in SCREENS {
        goes_to(&window, screen);
        let listed = sheet(&window);
        let is_listed =
            |key: &str| listed.iter().any(|one| one.key == key || one.key.starts_with(&format!("{key} ")));
        let was = seen(&window);
        let letters = ('a'..='z').chain('0'..='9').map(|letter| letter.to_string());
        let unlisted: Vec<String> = letters.filter(|letter| !is_listed(letter)).collect();
        window.press(&unlisted.join(" "));
        // What they might have begun has ended before the sheet opens and closes.
        window.press("?").sees("Keys").press("Esc").lacks("dialog", "Keys");
        assert_eq!(seen(&window), was, "{}", screen.0);
    }
}

/// Comes from another screen, so that nothing is open; with the focus nowhere and no message left.
fn goes_to(window: &Window<'_>, (address, words): (&str, &str)) {
    let by_way_of = if address == "#/settings" { "#/now" } else { "#/settings" };
    for hash in [by_way_of, address] {
        window.runs(&format!("location.hash = {hash:?}"));
        window
            .until("be there", &format!("return location.hash === {hash:?} && document.querySelector('h1')"));
    }
    window.sees(words);
    window.runs(
        "document.querySelectorAll('.toasts button[aria-label=Dismiss]').forEach((button) => button.click());
         document.activeElement?.blur();",
    );
    window.until("be without messages", "return document.querySelector('.toast') === null");
}

/// Whether something comes to look different after these keys.
fn changes(window: &Window<'_>, keys: &str) -> bool {
    let was = seen(window);
    window.press(keys);
    patience::until(|| (seen(window) != was).then_some(())).is_some()
}

/// What one sees, without times: address, size, words, what stands in fields, and the focus.
fn seen(window: &Window<'_>) -> Value {
    window.runs(
        "const footer = document.querySelector('footer')?.innerText ?? '';
         const words = document.body.innerText.replace(footer, '').replaceAll(/\\d+/g, '#');
         const fields = [...document.querySelectorAll('input, textarea, select')].map((one) => [one.value, one.checked]);
         const focus = [...document.querySelectorAll('*')].indexOf(document.activeElement);
         return [location.hash, innerWidth, words, fields, focus];",
    )
}

/// Opens the sheet, reads it and closes it.
fn sheet(window: &Window<'_>) -> Vec<Listed> {
    window.press("?").finds("dialog", "Keys");
    let rows = window.runs(
        "return [...document.querySelectorAll('dialog section')].flatMap((section) =>
             [...section.querySelectorAll('dt')].flatMap((line) =>
                 [...line.nextElementSibling.querySelectorAll('kbd')].map((key) =>
                     [section.querySelector('h3').innerText, line.innerText, key.innerText])))",
    );
    window.press("Esc").lacks("dialog", "Keys");
    let rows: Vec<[String; 3]> = serde_json::from_value(rows).unwrap();
    assert!(rows.len() > 20, "{rows:?}");
    rows.into_iter().map(|[group, title, key]| Listed { group, title, key: pressed(&key) }).collect()
}

/// A key as it is printed, in the notation of [`Window::press`]: `Ctrl ⏎` is a chord, `g n` a sequence.
fn pressed(printed: &str) -> String {
    // A row of keys: the first of them.
    let printed = printed.split(" … ").next().unwrap();
    let parts: Vec<&str> = printed
        .split(' ')
        .map(|part| match part {
            "⏎" => "Enter",
            "←" => "Left",
            part => part,
        })
        .collect();
    let (_, held) = parts.split_last().unwrap();
    let is_chord = held.iter().all(|part| ["Ctrl", "Shift", "Alt"].contains(part));
    parts.join(if is_chord { "+" } else { " " })
}

/// What must be pressed before, so that there is something left for this key to do.
fn before(listed: &Listed) -> Option<&'static str> {
    match listed.title.as_str() {
        "Normal size" => Some("Ctrl+="),
        "Read" => Some("3"),
        "Start the runbook one looks at" => Some("j"),
        title if listed.key == "k" && title != "Record before" => Some("j j"),
        _ => None,
    }
}

#[test]
fn keys_are_read_as_they_are_printed() {
    for (printed, written) in [
        ("Ctrl ⏎", "Ctrl+Enter"),
        ("g n", "g n"),
        ("1 … 9", "1"),
        ("Alt ←", "Alt+Left"),
        ("Ctrl +", "Ctrl++"),
    ] {
        assert_eq!(pressed(printed), written);
    }
}
