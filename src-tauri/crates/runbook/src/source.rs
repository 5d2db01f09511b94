//! The stored bytes and the clean copy that is parsed, with the way back from one to the other.

use std::borrow::Cow;

/// Files above this size are stored and shown but not read.
pub(crate) const MAX_BYTES: usize = 2 * 1024 * 1024;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreadable {
    TooLarge,
    NotText,
}

/// From this offset of the copy on, offsets run in step with `stored` again.
#[derive(Debug, Clone, Copy)]
struct Anchor {
    copy: usize,
    stored: usize,
}

/// A normalised copy (no BOM, LF only, valid UTF-8) of stored bytes. Offsets into `text` are *copy* offsets;
/// [`Source::stored`] leads back to the bytes.
#[derive(Debug)]
pub(crate) struct Source<'a> {
    pub(crate) text: Cow<'a, str>,
    /// Bytes that were no UTF-8, in how many runs.
    pub(crate) bad_runs: usize,
    anchors: Vec<Anchor>,
    line_starts: Vec<usize>,
    stored_len: usize,
}

impl<'a> Source<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        if bytes.len() > MAX_BYTES {
            return Err(Unreadable::TooLarge);
        }
        if bytes.contains(&0) {
            return Err(Unreadable::NotText);
        }
        let line_starts = line_starts(bytes);
        let stored_len = bytes.len();
        let clean = !bytes.starts_with(BOM) && !bytes.contains(&b'\r');
        if clean && let Ok(text) = std::str::from_utf8(bytes) {
            return Ok(Source {
                text: Cow::Borrowed(text),
                bad_runs: 0,
                anchors: Vec::new(),
                line_starts,
                stored_len,
            });
        }
        let (text, anchors, bad_runs) = normalise(bytes);
        if bad_runs * 10 > stored_len {
            return Err(Unreadable::NotText);
        }
        Ok(Source { text: Cow::Owned(text), bad_runs, anchors, line_starts, stored_len })
    }

    /// Offset in the stored bytes of an offset in the copy.
    pub(crate) fn stored(&self, copy: usize) -> usize {
        let next = self.anchors.partition_point(|a| a.copy <= copy);
        let start = match next.checked_sub(1).and_then(|i| self.anchors.get(i)) {
            Some(a) => a.stored + (copy - a.copy),
            None => copy,
        };
        let limit = self.anchors.get(next).map_or(self.stored_len, |a| a.stored);
        start.min(limit)
    }

    /// 1-based line of the stored file at an offset of the copy.
    pub(crate) fn line(&self, copy: usize) -> u32 {
        let stored = self.stored(copy);
        to_u32(self.line_starts.partition_point(|start| *start <= stored))
    }

    /// Line of the last character before `end` that is not white space, at least the line of `start`.
    pub(crate) fn end_line(&self, start: usize, end: usize) -> u32 {
        let text = self.text.get(start..end).unwrap_or_default();
        self.line(start + text.trim_end().len().saturating_sub(1))
    }

    /// Offset of the start of the line that holds `copy`.
    pub(crate) fn line_start(&self, copy: usize) -> usize {
        self.text.get(..copy).and_then(|before| before.rfind('\n')).map_or(0, |i| i + 1)
    }

    /// The copy's text of a range; empty when the range is none.
    pub(crate) fn slice(&self, range: std::ops::Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// Puts text into the copy that is not in the file. `insertions` are in order of their copy offset.
    pub(crate) fn insert(&mut self, insertions: &[(usize, &str)]) {
        if insertions.is_empty() {
            return;
        }
        let mut text = String::with_capacity(self.text.len() + 64);
        let mut anchors = Vec::with_capacity(self.anchors.len() + insertions.len() * 2);
        let mut old = self.anchors.iter().copied().peekable();
        let mut from = 0;
        for (at, added) in insertions {
            while let Some(a) = old.next_if(|a| a.copy <= *at) {
                anchors.push(Anchor { copy: a.copy + text.len() - from, stored: a.stored });
            }
            text.push_str(self.slice(from..*at));
            from = *at;
            let stored = self.stored(*at);
            anchors.push(Anchor { copy: text.len(), stored });
            text.push_str(added);
            anchors.push(Anchor { copy: text.len(), stored });
        }
        let shift = text.len() - from;
        anchors.extend(old.map(|a| Anchor { copy: a.copy + shift, stored: a.stored }));
        text.push_str(self.slice(from..self.text.len()));
        self.text = Cow::Owned(text);
        self.anchors = anchors;
    }
}

/// Offsets in a file of at most [`MAX_BYTES`] fit.
pub(crate) fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn line_starts(bytes: &[u8]) -> Vec<usize> {
    let mut starts = Vec::with_capacity(bytes.len() / 40 + 2);
    starts.push(0);
    for (i, byte) in bytes.iter().enumerate() {
        match byte {
            b'\n' => starts.push(i + 1),
            b'\r' if bytes.get(i + 1) != Some(&b'\n') => starts.push(i + 1),
            _ => {}
        }
    }
    starts
}

fn normalise(bytes: &[u8]) -> (String, Vec<Anchor>, usize) {
    let mut text = String::with_capacity(bytes.len());
    let mut anchors = Vec::new();
    let mut bad_runs = 0;
    let mut stored = 0;
    if bytes.starts_with(BOM) {
        stored = BOM.len();
        anchors.push(Anchor { copy: 0, stored });
    }
    for chunk in bytes.get(stored..).unwrap_or_default().utf8_chunks() {
        for piece in chunk.valid().split_inclusive('\r') {
            match piece.strip_suffix('\r') {
                None => {
                    let line_feed =
                        piece.starts_with('\n') && text.ends_with('\n') && ended_in_cr(bytes, stored);
                    if line_feed {
                        anchors.push(Anchor { copy: text.len(), stored: stored + 1 });
                    }
                    text.push_str(if line_feed { piece.get(1..).unwrap_or_default() } else { piece });
                }
                Some(line) => {
                    let line_feed =
                        line.starts_with('\n') && text.ends_with('\n') && ended_in_cr(bytes, stored);
                    if line_feed {
                        anchors.push(Anchor { copy: text.len(), stored: stored + 1 });
                    }
                    text.push_str(if line_feed { line.get(1..).unwrap_or_default() } else { line });
                    text.push('\n');
                }
            }
            stored += piece.len();
        }
        if !chunk.invalid().is_empty() {
            bad_runs += 1;
            text.push(char::REPLACEMENT_CHARACTER);
            stored += chunk.invalid().len();
            anchors.push(Anchor { copy: text.len(), stored });
        }
    }
    (text, anchors, bad_runs)
}

fn ended_in_cr(bytes: &[u8], stored: usize) -> bool {
    stored.checked_sub(1).and_then(|i| bytes.get(i)) == Some(&b'\r')
}
