//! How the window spells what cannot be seen.

/// What one reads of a text in the window: characters that show nothing or turn others around are spelled out, more of
/// them in code.
pub(super) fn spelled(text: &str, code: bool) -> String {
    let unseen = |c: char, next: Option<&char>| match c {
        '\t' | '\n' => false,
        '\r' => next != Some(&'\n'),
        '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}' => true,
        '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' => true,
        '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}' => true,
        '\u{ad}' | '\u{a0}' | '\u{1680}' | '\u{180b}'..='\u{180f}' | '\u{2000}'..='\u{200d}' => code,
        '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{fe00}'..='\u{fe0e}' | '\u{e0100}'..='\u{e01ef}' => code,
        c => c.is_control(),
    };
    // Of marks piled on one letter, those above the eighth.
    let mark = |c| matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{20d0}'..='\u{20f0}' | '\u{fe00}'..='\u{fe0f}');
    let mut piled = 0;
    let mut rest = text.chars().collect::<Vec<_>>().into_iter().peekable();
    let mut shown = String::new();
    while let Some(c) = rest.next() {
        piled = if mark(c) { piled + 1 } else { 0 };
        if piled > 8 || unseen(c, rest.peek()) {
            shown.push_str(&format!("[U+{:04X}]", u32::from(c)));
        } else {
            shown.push(c);
        }
    }
    shown
}
