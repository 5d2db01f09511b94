//! Characters that a person cannot see or that change how others are shown.

/// Control characters other than tab and line feed, zero-width and bidirectional characters, unusual blanks, tags.
/// The variation selector that only colours an emoji (U+FE0F) is left out.
pub(crate) fn is_invisible(c: char) -> bool {
    match c {
        '\t' | '\n' => false,
        '\u{AD}' | '\u{A0}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{1680}' => true,
        '\u{180B}'..='\u{180F}'
        | '\u{2000}'..='\u{200F}'
        | '\u{2028}'..='\u{202F}'
        | '\u{205F}'..='\u{206F}' => true,
        '\u{3000}'
        | '\u{3164}'
        | '\u{FE00}'..='\u{FE0E}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}' => true,
        '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}' => true,
        c => c.is_control(),
    }
}

/// `U+200B`, for messages.
pub(crate) fn name(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::is_invisible;

    #[test]
    fn what_can_be_seen_passes() {
        assert!("kubectl get pods\t-n ä 日本 ⚠\u{FE0F}\n".chars().all(|c| !is_invisible(c)));
        for c in ['\u{200B}', '\u{202E}', '\u{2066}', '\u{1B}', '\r', '\u{E0041}', '\u{FEFF}'] {
            assert!(is_invisible(c), "{c:?}");
        }
    }
}
