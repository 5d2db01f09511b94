//! The terminal: data on standard output, messages on standard error.

use std::io::{self, BufWriter, StdoutLock, Write};

use serde::Serialize;

/// Where a command prints.
pub(crate) struct Out {
    stdout: BufWriter<StdoutLock<'static>>,
    json: bool,
}

impl Out {
    pub(crate) fn new(json: bool) -> Out {
        Out { stdout: BufWriter::new(io::stdout().lock()), json }
    }

    /// Whether data is printed as JSON; messages are then left out.
    pub(crate) fn json(&self) -> bool {
        self.json
    }

    /// Text with a line's end behind it.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) -> io::Result<()> {
        writeln!(self.stdout, "{}", visible(text.as_ref()))
    }

    /// Bytes as they are.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stdout.write_all(bytes)
    }

    /// One line of JSON.
    pub(crate) fn value(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.stdout, value).map_err(io::Error::from)?;
        self.stdout.write_all(b"\n")
    }

    /// A list: one line of JSON or of text for each; `empty` is the message when there is none.
    pub(crate) fn list<T: Serialize>(
        &mut self,
        rows: &[T],
        empty: &str,
        text: impl Fn(&T) -> String,
    ) -> io::Result<()> {
        if rows.is_empty() {
            return self.message(empty);
        }
        for row in rows {
            if self.json {
                self.value(row)?;
            } else {
                self.line(text(row))?;
            }
        }
        Ok(())
    }

    /// A message for the person, after what was printed so far.
    pub(crate) fn message(&mut self, text: impl AsRef<str>) -> io::Result<()> {
        if self.json {
            return Ok(());
        }
        self.flush()?;
        writeln!(io::stderr(), "{}", visible(text.as_ref()))
    }

    /// Hands everything over to the system.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.stdout.flush()
    }
}

/// The text with characters that a terminal would obey, or that reorder what is read, spelled as `[U+001B]`.
fn visible(text: &str) -> String {
    let obeyed = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if obeyed(c) {
            shown.push_str(&format!("[U+{:04X}]", u32::from(c)));
        } else {
            shown.push(c);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn no_text_commands_the_terminal() {
        assert_eq!(visible("a\tb\nc é 台"), "a\tb\nc é 台");
        assert_eq!(visible("\u{1b}[2Jgone\r"), "[U+001B][2Jgone[U+000D]");
        assert_eq!(visible("abc\u{202e}def"), "abc[U+202E]def");
    }
}
