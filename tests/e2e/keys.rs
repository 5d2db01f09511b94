//! Keys as they are written in the app's own list: `Ctrl+K`, `Ctrl+Shift+A`, `g r`, `?`.

use serde_json::{Value, json};

/// Characters that need Shift on the keyboard of the tests, besides capital letters.
const SHIFTED: &str = "~!@#$%^&*()_+{}|:\"<>?";

/// The protocol's actions for chords that follow each other, parted by spaces.
pub(crate) fn chords(written: &str) -> Vec<Value> {
    written.split(' ').flat_map(chord).collect()
}

/// The protocol's actions for typing a text; a line break is Enter, a tab the key that leads to the next field.
pub(crate) fn typing(text: &str) -> Vec<Value> {
    text.chars()
        .flat_map(|letter| match letter {
            '\n' => chord("Enter"),
            '\t' => chord("Tab"),
            _ => letter_alone(letter),
        })
        .collect()
}

fn chord(written: &str) -> Vec<Value> {
    // The last part may be the plus itself: `Ctrl++`.
    let split = written.strip_suffix('+').map_or(written.rfind('+'), |rest| rest.rfind('+'));
    let (held, last) = split.map_or(("", written), |at| (&written[..at], &written[at + 1..]));
    let mut held: Vec<char> = held.split('+').filter(|name| !name.is_empty()).map(key).collect();
    let shift = key("Shift");
    let mut last = key(last);
    if held.contains(&shift) {
        last = last.to_ascii_uppercase();
    } else if SHIFTED.contains(last) {
        held.push(shift);
    }
    // Ctrl+K is written large and pressed small.
    if !held.is_empty() && !held.contains(&shift) {
        last = last.to_ascii_lowercase();
    }
    stroke(&held, last)
}

fn letter_alone(letter: char) -> Vec<Value> {
    let shift = letter.is_uppercase() || SHIFTED.contains(letter);
    stroke(if shift { &['\u{e008}'] } else { &[] }, letter)
}

fn stroke(held: &[char], last: char) -> Vec<Value> {
    let down = |key: &char| json!({ "type": "keyDown", "value": key.to_string() });
    let up = |key: &char| json!({ "type": "keyUp", "value": key.to_string() });
    let mut actions: Vec<Value> = held.iter().map(down).collect();
    actions.extend([down(&last), up(&last)]);
    actions.extend(held.iter().rev().map(up));
    actions
}

/// The protocol's character for a key (w3.org/TR/webdriver2, keyboard actions).
fn key(name: &str) -> char {
    match name {
        "Ctrl" => '\u{e009}',
        "Shift" => '\u{e008}',
        "Alt" => '\u{e00a}',
        "Enter" => '\u{e007}',
        "Esc" => '\u{e00c}',
        "Tab" => '\u{e004}',
        "Space" => ' ',
        "Backspace" => '\u{e003}',
        "Delete" => '\u{e017}',
        "Home" => '\u{e011}',
        "End" => '\u{e010}',
        "PageUp" => '\u{e00e}',
        "PageDown" => '\u{e00f}',
        "Left" => '\u{e012}',
        "Up" => '\u{e013}',
        "Right" => '\u{e014}',
        "Down" => '\u{e015}',
        _ if function_key(name).is_some() => function_key(name).unwrap(),
        _ => {
            let mut letters = name.chars();
            match (letters.next(), letters.next()) {
                (Some(letter), None) => letter,
                _ => panic!("no key is called `{name}`"),
            }
        }
    }
}

/// `F1` to `F12` follow each other.
fn function_key(name: &str) -> Option<char> {
    let number: u32 = name.strip_prefix('F')?.parse().ok()?;
    (1..=12).contains(&number).then(|| char::from_u32(0xe030 + number).unwrap())
}

#[test]
fn chords_are_held_in_order_and_released_backwards() {
    let written = |text| {
        let action = |action: &Value| {
            let key = action["value"].as_str().unwrap().escape_unicode().to_string();
            format!("{} {key}", action["type"].as_str().unwrap())
        };
        chords(text).iter().map(action).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(written("g r"), written("g") + ", " + &written("r"));
    assert_eq!(
        written("Ctrl+K"),
        r"keyDown \u{e009}, keyDown \u{6b}, keyUp \u{6b}, keyUp \u{e009}",
        "held without Shift, a letter is small"
    );
    assert_eq!(written("?"), written("Shift+?"));
    assert!(written("Ctrl+Shift+A").contains(r"keyDown \u{41}"));
    assert!(written("Ctrl++").ends_with(r"keyDown \u{2b}, keyUp \u{2b}, keyUp \u{e008}, keyUp \u{e009}"));
}
