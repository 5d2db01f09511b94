//! The lines of `records.jsonl` and `payloads.jsonl`, one at a time, so that memory does not grow with the file.

use std::io::{self, BufRead, Read};

/// Reads lines that each end in one LF and are no longer than a limit.
#[derive(Debug)]
pub struct Lines<R> {
    reader: R,
    longest: usize,
    line: Vec<u8>,
    number: u64,
}

/// A file that is no list of lines.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// The file could not be read.
    #[error("line {number} could not be read: {error}")]
    Read {
        /// Line, from 1.
        number: u64,
        /// What the system says.
        error: io::Error,
    },
    /// A line is longer than allowed.
    #[error("line {number} is longer than {longest} bytes")]
    TooLong {
        /// Line, from 1.
        number: u64,
        /// The limit, without the LF.
        longest: usize,
    },
    /// The last line has no LF: the file was cut.
    #[error("line {number} has no end: the file was cut short")]
    Cut {
        /// Line, from 1.
        number: u64,
    },
}

impl<R: BufRead> Lines<R> {
    /// Starts before the first line; `longest` counts bytes without the LF ([`crate::record::MAX_BODY`],
    /// [`crate::payload::MAX_LINE`]).
    pub fn new(reader: R, longest: usize) -> Lines<R> {
        Lines { reader, longest, line: Vec::new(), number: 0 }
    }

    /// The next line without its LF; `None` at the end of the file.
    pub fn next_line(&mut self) -> Result<Option<&[u8]>, LineError> {
        self.number += 1;
        let (number, longest) = (self.number, self.longest);
        self.line.clear();
        let limit = u64::try_from(longest).unwrap_or(u64::MAX).saturating_add(1);
        let read = self.reader.by_ref().take(limit).read_until(b'\n', &mut self.line);
        if read.map_err(|error| LineError::Read { number, error })? == 0 {
            return Ok(None);
        }
        match self.line.split_last() {
            Some((b'\n', line)) => Ok(Some(line)),
            _ if self.line.len() > longest => Err(LineError::TooLong { number, longest }),
            _ => Err(LineError::Cut { number }),
        }
    }

    /// Number of the line last read, from 1.
    pub fn number(&self) -> u64 {
        self.number
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn gives_lines_without_their_end() {
        let mut lines = Lines::new(&b"abc\n\nd\r\n"[..], 3);
        assert_eq!(lines.next_line().unwrap(), Some(&b"abc"[..]));
        assert_eq!(lines.next_line().unwrap(), Some(&b""[..]));
        assert_eq!(lines.next_line().unwrap(), Some(&b"d\r"[..]));
        assert_eq!(lines.next_line().unwrap(), None);
    }

    #[test]
    fn refuses_a_cut_and_a_long_line() {
        let mut lines = Lines::new(&b"abc\nabc"[..], 3);
        lines.next_line().unwrap();
        assert!(matches!(lines.next_line(), Err(LineError::Cut { number: 2 })));
        let mut lines = Lines::new(&b"abcd\n"[..], 3);
        assert!(matches!(lines.next_line(), Err(LineError::TooLong { number: 1, longest: 3 })));
    }
}
