//! Heading anchors as GitHub makes them.

use std::collections::HashMap;

/// Hands out anchors that are unique in one file: the second `notes` is `notes-1`.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    taken: HashMap<String, usize>,
}

impl Anchors {
    /// The anchor of a heading with this text. Never empty: a heading without letters becomes `section`.
    pub(crate) fn anchor(&mut self, text: &str) -> String {
        let slug = slug(text);
        self.unique(if slug.is_empty() { "section".to_owned() } else { slug })
    }

    /// Takes exactly this id; false when it is in use.
    pub(crate) fn take(&mut self, id: &str) -> bool {
        if self.taken.contains_key(id) {
            return false;
        }
        self.taken.insert(id.to_owned(), 0);
        true
    }

    fn unique(&mut self, base: String) -> String {
        if self.take(&base) {
            return base;
        }
        let mut candidate = base.clone();
        let mut count = self.taken.get(&base).copied().unwrap_or(0);
        while self.taken.contains_key(&candidate) {
            count += 1;
            candidate = format!("{base}-{count}");
        }
        self.taken.insert(base, count);
        self.taken.insert(candidate.clone(), 0);
        candidate
    }
}

/// GitHub's rule: lower case; letters, marks, digits, `_`, `-` and blanks stay; blanks become `-`.
/// Marks and numbers are told apart by block, not by the full Unicode tables.
pub(crate) fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            ' ' => out.push('-'),
            '-' | '_' => out.push(c),
            c if is_word(c) => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    out
}

fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphabetic() || is_mark(c) || is_connector(c) || (c.is_numeric() && !is_other_number(c))
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{0E47}'..='\u{0E4E}')
}

fn is_connector(c: char) -> bool {
    matches!(c, '\u{203F}' | '\u{2040}' | '\u{2054}' | '\u{FF3F}')
}

fn is_other_number(c: char) -> bool {
    matches!(c, '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{BC}'..='\u{BE}' | '\u{2070}'..='\u{215F}' | '\u{2189}' | '\u{2460}'..='\u{249B}' | '\u{24EA}'..='\u{24FF}' | '\u{2776}'..='\u{2793}')
}

#[cfg(test)]
mod tests {
    use super::{Anchors, slug};

    #[test]
    fn known_answers() {
        for (heading, anchor) in [
            ("Return to the previous release", "return-to-the-previous-release"),
            ("What's new? (v1.2)", "whats-new-v12"),
            ("A  B", "a--b"),
            ("foo_bar-baz", "foo_bar-baz"),
            ("1. Ensure & check", "1-ensure--check"),
            ("Übergröße Ä", "übergröße-ä"),
            ("日本語 見出し", "日本語-見出し"),
            ("⚡ Power", "-power"),
            ("m² per node", "m-per-node"),
            ("C++ / C#", "c--c"),
        ] {
            assert_eq!(slug(heading), anchor, "{heading}");
        }
    }

    #[test]
    fn repeated_headings_are_numbered_without_collision() {
        let mut anchors = Anchors::default();
        let got: Vec<_> = ["foo", "foo", "foo-1", "foo", "???", "!!"].map(|h| anchors.anchor(h)).into();
        assert_eq!(got, ["foo", "foo-1", "foo-1-1", "foo-2", "section", "section-1"]);
        assert!(!anchors.take("foo-2"));
        assert!(anchors.take("bar"));
    }
}
