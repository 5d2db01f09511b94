//! Makes any text fit the fonts at hand: what no font can show is spelled out, what is too long for a line may break.

use typst::text::{Coverage, FontBook};

/// Where a long word may break. The template prints nothing for it; a real U+200B in the text was spelled out before.
const BREAK: char = '\u{200b}';

/// Families the template names, in no order: a character is legible when all faces of one of them have it.
const FAMILIES: [&str; 4] =
    ["Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono", "New Computer Modern Math"];

/// Spells out characters that the fonts lack, and counts them.
pub(super) struct Legible<'a> {
    families: Vec<Vec<&'a Coverage>>,
    /// How many characters were spelled out.
    pub(super) unmapped: usize,
}

impl<'a> Legible<'a> {
    pub(super) fn new(book: &'a FontBook) -> Legible<'a> {
        let faces = |family: &&str| {
            let ids = book.select_family(&family.to_lowercase());
            ids.filter_map(|id| book.info(id)).map(|info| &info.coverage).collect()
        };
        Legible { families: FAMILIES.iter().map(faces).collect(), unmapped: 0 }
    }

    /// The text with every character that no font has as `[U+1F600]`, and with marks where long words may break.
    pub(super) fn text(&mut self, text: &str) -> String {
        let spelled = self.spell_out(text);
        if spelled.split([' ', '\n']).any(is_long) {
            spelled.split_inclusive([' ', '\n']).map(breakable).collect()
        } else {
            spelled
        }
    }

    /// As [`Legible::text`], on one line and without marks: for the document's properties.
    pub(super) fn property(&mut self, text: &str, limit: usize) -> String {
        let spelled = self.spell_out(text).replace('\n', " ");
        match spelled.char_indices().nth(limit) {
            Some((end, _)) => format!("{}\u{2026}", &spelled[..end]),
            None => spelled,
        }
    }

    fn spell_out(&mut self, text: &str) -> String {
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
            return text.into();
        }
        let mut out = String::with_capacity(text.len());
        let mut cluster: Vec<char> = Vec::new();
        for c in text.replace("\r\n", "\n").chars() {
            cluster.push(c);
            if !is_mark(c) {
                cluster = vec![c];
            }
            match c {
                '\n' => out.push('\n'),
                '\t' => out.push_str("    "),
                // Asks for a text or emoji form of the character before; it says nothing by itself.
                '\u{fe0e}' | '\u{fe0f}' => {}
                _ if is_invisible(c) || !self.covers(&cluster) => {
                    self.unmapped += 1;
                    out.push_str(&format!("[U+{:04X}]", c as u32));
                    cluster.clear();
                }
                _ => out.push(c),
            }
        }
        out
    }

    /// Whether one family shows these characters in all its faces. A mark needs the family of its base.
    fn covers(&self, cluster: &[char]) -> bool {
        let shows = |faces: &Vec<&Coverage>| {
            !faces.is_empty() && cluster.iter().all(|c| faces.iter().all(|face| face.contains(*c as u32)))
        };
        self.families.iter().any(shows)
    }
}

/// Combining marks of the scripts that more than one of the families covers.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// Characters that show nothing or turn others around (Unicode: control, format, private use, default ignorable): a
/// reader must see that they are there, and PDF/A refuses some.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
            | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{e000}'..='\u{f8ff}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{ffff}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Longer words do not fit the narrowest column.
fn is_long(word: &str) -> bool {
    word.chars().count() > 14
}

/// Marks breaks in a word: after punctuation, and every eight characters where what stands between is still too long;
/// plain words of up to twenty letters stay.
fn breakable(word: &str) -> String {
    let letters = word.trim_end();
    if !is_long(letters) || (letters.chars().count() <= 20 && letters.chars().all(char::is_alphabetic)) {
        return word.into();
    }
    let mut out = String::with_capacity(word.len() * 2);
    let mut since = 0;
    for piece in word.split_inclusive(|c: char| c.is_ascii_punctuation() && c != '[') {
        if since >= 3 {
            out.push(BREAK);
            since = 0;
        }
        let long = is_long(piece.trim_end());
        for c in piece.chars() {
            if long && since >= 8 && !is_mark(c) && !c.is_whitespace() {
                out.push(BREAK);
                since = 0;
            }
            out.push(c);
            since += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::breakable;

    fn parts(word: &str) -> Vec<String> {
        breakable(word).split('\u{200b}').map(String::from).collect()
    }

    #[test]
    fn words_break_after_punctuation_before_they_break_anywhere() {
        assert_eq!(parts("operating-system"), ["operating-", "system"]);
        assert_eq!(parts("registry.example/shop/api"), ["registry.", "example/", "shop/", "api"]);
    }

    #[test]
    fn long_runs_of_letters_and_digits_break_every_eight() {
        assert_eq!(parts("0123456789abcdef0123"), ["01234567", "89abcdef", "0123"]);
        assert_eq!(parts("incomprehensibility"), ["incomprehensibility"]);
    }
}
