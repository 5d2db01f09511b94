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
pub(crate) fn quoted_positions(
    text: &str,
    shell: Option<Shell>,
    positions: impl Iterator<Item = usize>,
) -> Vec<bool> {
    let mut scanner = Scanner { text, shell, at: 0, quote: None, last: '\n', escaped: None, doubt: false };
    positions.map(|position| scanner.is_quoted_at(position)).collect()
}

struct Scanner<'t> {
    text: &'t str,
    shell: Option<Shell>,
    at: usize,
    quote: Option<char>,
    /// The character before `at`.
    last: char,
    /// The place of the last character that an escape takes its meaning from; the quote of a value would be one.
    escaped: Option<usize>,
    /// Set where quoting begins that is not followed here; from then on nothing is sure.
    doubt: bool,
}

impl Scanner<'_> {
    fn is_quoted_at(&mut self, position: usize) -> bool {
        while self.at < position {
            let Some(c) = self.text[self.at..].chars().next() else { break };
            self.at += c.len_utf8();
            self.step(c);
        }
        self.quote.is_some() || self.doubt || self.escaped == Some(position)
    }

    fn step(&mut self, c: char) {
        let c = self.plain_quote(c);
        self.doubt |= self.is_doubtful(c);
        match (self.quote, c) {
            (_, c) if self.escapes(c) => {
                self.escaped = Some(self.at);
                self.at += self.text[self.at..].chars().next().map_or(0, char::len_utf8);
            }
            (None, '#') if self.last.is_whitespace() || matches!(self.last, ';' | '&' | '|' | '(') => {
                let rest = &self.text[self.at..];
                self.at += rest.find('\n').unwrap_or(rest.len());
            }
            (None, '\'' | '"' | '`') => self.quote = Some(c),
            (Some(open), c) if open == c => self.quote = None,
            _ => {}
        }
        self.last = c;
    }

    /// PowerShell takes typographic quotes for straight ones.
    fn plain_quote(&self, c: char) -> char {
        match c {
            '\u{2018}'..='\u{201B}' if self.shell == Some(Shell::Pwsh) => '\'',
            '\u{201C}'..='\u{201E}' if self.shell == Some(Shell::Pwsh) => '"',
            _ => c,
        }
    }

    /// Whether the next character stands for itself.
    fn escapes(&self, c: char) -> bool {
        match self.shell {
            Some(Shell::Pwsh) => c == '`' && self.quote != Some('\''),
            Some(Shell::Fish) => c == '\\',
            _ => c == '\\' && self.quote != Some('\''),
        }
    }

    /// Whether quoting begins here that nests or has rules of its own: a here-document or here-string, `$'…'`, a block
    /// comment, or a command or expression within double quotes, which may hold double quotes again.
    fn is_doubtful(&self, c: char) -> bool {
        match (self.quote, self.last, c) {
            (None, '<', '<') | (None, '$', '\'') => true,
            (None, '@', '\'' | '"') | (None, '<', '#') => self.shell == Some(Shell::Pwsh),
            (Some('"'), _, '`') => self.shell != Some(Shell::Pwsh),
            (Some('"'), '$', '(') => true,
            (Some('"'), '$', '{') => {
                let rest = &self.text[self.at..];
                rest.find('}').is_none_or(|end| rest[..end].contains(['"', '\'', '`', '$']))
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Shell, quoted_positions};

    /// Where each `V` stands.
    fn quoted(text: &str, shell: Shell) -> Vec<bool> {
        quoted_positions(text, Some(shell), text.match_indices('V').map(|(at, _)| at))
    }

    #[test]
    fn quotes_are_followed() {
        let text = r#"a V "V" 'V' \"V "a\"V" `V` # don't
V "x 'y' V""#;
        let quoted = quoted(text, Shell::Posix);
        assert_eq!(quoted, [false, true, true, false, true, true, false, true]);
    }

    #[test]
    fn here_documents_count_as_quoted() {
        assert_eq!(quoted("V <<EOF\nV\nEOF\n", Shell::Posix), [false, true]);
        assert_eq!(quoted("V @'\nV\n'@\n", Shell::Pwsh), [false, true]);
        assert_eq!(quoted("V @{ a = V }", Shell::Pwsh), [false, false]);
    }

    #[test]
    fn each_shell_escapes_in_its_own_way() {
        assert_eq!(quoted(r"'it\'s V' V", Shell::Fish), [true, false]);
        assert_eq!(quoted(r"\V V", Shell::Posix), [true, false]);
        assert_eq!(quoted(r"'C:\' V", Shell::Posix), [false]);
        assert_eq!(quoted(r#"cd "C:\" V \"V""#, Shell::Pwsh), [false, true]);
        assert_eq!(quoted(r#""a`"V" `"V"#, Shell::Pwsh), [true, false]);
        assert_eq!(quoted("\u{201C}V\u{201D} \u{2018}V\u{2019} V", Shell::Pwsh), [true, true, false]);
    }

    #[test]
    fn quotes_within_quotes_leave_doubt() {
        for text in [r#""$(get "V")""#, r#""`get "V"`""#, r#""${a:-"V"}""#, r"$'it\'s V'"] {
            assert_eq!(quoted(text, Shell::Posix), [true], "{text}");
        }
        assert_eq!(quoted(r#""${a}" "$b" $(get V) '^a$' V"#, Shell::Posix), [false, false]);
    }
}
