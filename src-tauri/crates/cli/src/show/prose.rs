//! Words on lines.

/// Columns that a line of words may take.
const WIDTH: usize = 80;

/// Columns of the labels before what they label.
const LABEL: usize = 10;

/// `1 step`, `2 steps`.
pub(crate) fn count(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}

/// The text on one line, with single spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text on one line and at most `longest` characters, of which the last says that more follows.
pub(crate) fn begins(text: &str, longest: usize) -> String {
    let line = one_line(text);
    match line.char_indices().nth(longest) {
        None => line,
        Some(_) => line.chars().take(longest - 1).chain(['…']).collect(),
    }
}

/// The words broken into lines of at most 80 columns, the first one indented by `first` spaces, the others by `rest`.
/// A word that is longer stays whole.
pub(crate) fn wrap(text: &str, first: usize, rest: usize) -> String {
    wrap_after(&" ".repeat(first), &" ".repeat(rest), text)
}

/// The same with texts in front of the first line and of the others.
pub(crate) fn wrap_after(first: &str, rest: &str, text: &str) -> String {
    let mut wrapped = first.to_string();
    let mut column = first.chars().count();
    let mut begins = true;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if !begins && column + 1 + length > WIDTH {
            wrapped.push('\n');
            wrapped.push_str(rest);
            column = rest.chars().count();
            begins = true;
        }
        if !begins {
            wrapped.push(' ');
            column += 1;
        }
        wrapped.push_str(word);
        column += length;
        begins = false;
    }
    wrapped.truncate(wrapped.trim_end().len());
    wrapped
}

/// `  EXPECT    the words`, with the further lines below the first word.
pub(crate) fn labelled(label: &str, text: &str) -> String {
    let first = format!("  {label}  ");
    wrap_after(&format!("{first:<0$}", LABEL + 2), &" ".repeat(LABEL + 2), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_before_column_81() {
        let text = "word ".repeat(60);
        let wrapped = wrap(&text, 2, 4);
        assert!(wrapped.lines().all(|line| line.chars().count() <= WIDTH), "{wrapped}");
        assert_eq!(wrapped.split_whitespace().count(), 60);
        assert!(wrapped.lines().skip(1).all(|line| line.starts_with("    word")));
    }

    #[test]
    fn a_long_word_stays_whole() {
        let address = format!("https://example.org/{}", "a".repeat(90));
        assert_eq!(wrap(&format!("see {address} now"), 0, 2), format!("see\n  {address}\n  now"));
    }

    #[test]
    fn labels_stand_in_a_column() {
        assert_eq!(labelled("IF NOT", "call"), "  IF NOT    call");
        assert_eq!(labelled("PROCEED WHEN", "calm"), "  PROCEED WHEN  calm");
    }

    #[test]
    fn what_is_cut_says_so() {
        assert_eq!(begins("two\nlines", 9), "two lines");
        assert_eq!(begins("two\nlines more", 9), "two line…");
    }

    #[test]
    fn one_is_singular() {
        assert_eq!((count(1, "step"), count(2, "step")), ("1 step".into(), "2 steps".into()));
    }
}
