//! What little of shells must be known to put a value into a command.

/// A shell by its way of quoting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shell {
    Posix,
    Fish,
    Pwsh,
    /// Its quoting cannot hold every character.
    Cmd,
}

impl Shell {
    /// The shell of a fence's language word.
    pub(crate) fn of(lang: &str) -> Option<Shell> {
        match lang.to_ascii_lowercase().as_str() {
            "sh" | "bash" | "shell" | "zsh" | "ksh" | "dash" | "console" | "shell-session" | "terminal" => {
                Some(Shell::Posix)
            }
            "fish" => Some(Shell::Fish),
            "powershell" | "pwsh" | "ps1" => Some(Shell::Pwsh),
            "cmd" | "bat" | "batch" => Some(Shell::Cmd),
            _ => None,
        }
    }

    /// Whether a character of the plain ones is more than itself to this shell: `%PATH%` is a value to `cmd`, and
    /// `a,b` a list and `@a` a splat to PowerShell.
    pub(crate) fn is_special(self, c: char) -> bool {
        match self {
            Shell::Posix | Shell::Fish => false,
            Shell::Pwsh => matches!(c, '@' | ','),
            Shell::Cmd => c == '%',
        }
    }

    /// The value as one word of the shell, in single quotes. The value holds no line break.
    pub(crate) fn quote(self, value: &str) -> Option<String> {
        let inner = match self {
            Shell::Posix => value.replace('\'', r"'\''"),
            Shell::Fish => value.replace('\\', r"\\").replace('\'', r"\'"),
            Shell::Pwsh => doubled(value),
            Shell::Cmd => return None,
        };
        Some(format!("'{inner}'"))
    }
}

/// Whether two hyphens begin a comment in the language of a fence, so that a value could cut a statement short.
pub(crate) fn hyphens_begin_a_comment(lang: &str) -> bool {
    let lang = lang.to_ascii_lowercase();
    lang.ends_with("sql") || matches!(lang.as_str(), "sqlite" | "cql" | "lua")
}

/// PowerShell takes typographic quotes for single ones too; each is doubled.
fn doubled(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 4);
    for c in value.chars() {
        if matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}') {
            out.push(c);
        }
        out.push(c);
    }
    out
}

/// For each position, in order: whether it is inside quotes or a here-document of the source. In doubt, yes.
pub(crate) fn quoted_positions(text: &str, positions: impl Iterator<Item = usize>) -> Vec<bool> {
    let mut scanner = Scanner { text, at: 0, quote: None, word_start: true, documents: text.find("<<") };
    positions.map(|position| scanner.is_quoted_at(position)).collect()
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    quote: Option<char>,
    word_start: bool,
    /// From the first here-document mark on nothing is sure.
    documents: Option<usize>,
}

impl Scanner<'_> {
    fn is_quoted_at(&mut self, position: usize) -> bool {
        while self.at < position {
            let Some(c) = self.text[self.at..].chars().next() else { break };
            self.at += c.len_utf8();
            self.step(c);
        }
        self.quote.is_some() || self.documents.is_some_and(|at| position > at)
    }

    fn step(&mut self, c: char) {
        match (self.quote, c) {
            (None, '\\') | (Some('"' | '`'), '\\') => {
                self.at += self.text[self.at..].chars().next().map_or(0, char::len_utf8);
            }
            (None, '#') if self.word_start => {
                let rest = &self.text[self.at..];
                self.at += rest.find('\n').unwrap_or(rest.len());
            }
            (None, '\'' | '"' | '`') => self.quote = Some(c),
            (Some(open), c) if open == c => self.quote = None,
            _ => {}
        }
        self.word_start = c.is_whitespace() || matches!(c, ';' | '&' | '|' | '(');
    }
}

#[cfg(test)]
mod tests {
    use super::quoted_positions;

    #[test]
    fn quotes_are_followed() {
        let text = r#"a V "V" 'V' \"V "a\"V" `V` # don't
V "x 'y' V""#;
        let at: Vec<usize> = text.match_indices('V').map(|(i, _)| i).collect();
        let quoted = quoted_positions(text, at.into_iter());
        assert_eq!(quoted, [false, true, true, false, true, true, false, true]);
    }

    #[test]
    fn here_documents_count_as_quoted() {
        let text = "cat <<EOF\nV\nEOF\n";
        assert_eq!(quoted_positions(text, [10].into_iter()), [true]);
    }
}
