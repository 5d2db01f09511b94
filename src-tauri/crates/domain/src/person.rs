//! People. A person is free to add and is never a seat.

use unicode_normalization::UnicodeNormalization as _;

use crate::event::{Event, PersonAdded};
use crate::{Context, Refusal, RefusalCode};

/// Decides that a person joins the record.
///
/// `handle` is the short name typed on the command line, `name` the one shown; `taken` tells whether the handle exists.
/// A handle is 1 to 40 of `a-z 0-9 . - _`.
pub fn add(handle: &str, name: &str, taken: bool, context: &Context) -> Result<Event, Refusal> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Refusal::new(RefusalCode::Missing, "a person needs a name in the record"));
    }
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    if handle.is_empty() || handle.len() > 40 || !handle.chars().all(fits) {
        let message = format!("`{handle}` cannot be a handle");
        return Err(
            Refusal::new(RefusalCode::BadValue, message).hint("1 to 40 of a-z, 0-9, dot, dash, underscore")
        );
    }
    if taken {
        let message = format!("the handle `{handle}` is taken; nobody was added");
        return Err(Refusal::new(RefusalCode::Taken, message).hint("choose another handle"));
    }
    Ok(Event::PersonAdded(PersonAdded {
        person: context.new_id.clone(),
        handle: handle.into(),
        name: name.into(),
    }))
}

/// A handle made from a display name: `Zoë Meier-Roth` becomes `zoe.meier-roth`. Letters lose their accents, other letters
/// outside ASCII are left out, an empty result becomes `me`.
pub fn handle_from_name(name: &str) -> String {
    let words = name.split_whitespace().map(|word| {
        let fits = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
        let word: String = word.nfkd().filter(fits).map(|c| c.to_ascii_lowercase()).collect();
        word.trim_matches('-').to_owned()
    });
    let handle = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(".");
    if handle.is_empty() { "me".into() } else { handle.chars().take(40).collect() }
}

#[cfg(test)]
mod tests {
    use super::handle_from_name;

    #[test]
    fn a_handle_keeps_the_letters_of_a_name() {
        assert_eq!(handle_from_name("Ada Meier"), "ada.meier");
        assert_eq!(handle_from_name("Zoë O'Hara-Ünal"), "zoe.ohara-unal");
        assert_eq!(handle_from_name("Jürgen - Öztürk"), "jurgen.ozturk");
        assert_eq!(handle_from_name("李 雷"), "me");
    }
}
