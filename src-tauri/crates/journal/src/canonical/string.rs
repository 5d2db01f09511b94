//! Reading strings: most of what a journal consists of.

use std::borrow::Cow;

use super::Refused;
use super::reader::{Read, Reader};

impl<'a> Reader<'a> {
    /// A string.
    pub(crate) fn string(&mut self) -> Read<Cow<'a, str>> {
        self.expect(b'"')?;
        let mut plain = self.at;
        let mut unescaped: Option<String> = None;
        loop {
            match self.peek() {
                Some(b'"') => {
                    let rest = &self.text[plain..self.at];
                    self.at += 1;
                    return Ok(match unescaped {
                        None => Cow::Borrowed(rest),
                        Some(text) => Cow::Owned(text + rest),
                    });
                }
                Some(b'\\') => {
                    let text = unescaped.get_or_insert_default();
                    text.push_str(&self.text[plain..self.at]);
                    text.push(self.escape()?);
                    plain = self.at;
                }
                Some(0x20..) => self.at += plain_run(&self.text.as_bytes()[self.at..]),
                Some(_) => return self.refuse(Refused::Control),
                None => return self.refuse(Refused::Ends),
            }
        }
    }

    /// One escape, spelled as the writer spells it.
    fn escape(&mut self) -> Read<char> {
        let rest = &self.text.as_bytes()[self.at..];
        let (char, length) = match rest {
            [_, b'"', ..] => ('"', 2),
            [_, b'\\', ..] => ('\\', 2),
            [_, b'b', ..] => ('\u{8}', 2),
            [_, b't', ..] => ('\t', 2),
            [_, b'n', ..] => ('\n', 2),
            [_, b'f', ..] => ('\u{c}', 2),
            [_, b'r', ..] => ('\r', 2),
            [_, b'u', b'0', b'0', high @ b'0'..=b'1', low, ..] => {
                let low = match low {
                    b'0'..=b'9' => low - b'0',
                    b'a'..=b'f' => low - b'a' + 10,
                    _ => return self.refuse(Refused::Escape),
                };
                match (high - b'0') * 16 + low {
                    0x08..=0x0a | 0x0c | 0x0d => return self.refuse(Refused::Escape),
                    control => (char::from(control), 6),
                }
            }
            _ => return self.refuse(Refused::Escape),
        };
        self.at += length;
        Ok(char)
    }
}

/// How many bytes at the start of `bytes` stand for themselves in a string. Eight at a time: strings are most of a
/// journal, and verifying is to cost little more than hashing.
fn plain_run(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGHS: u64 = ONES << 7;
    // Marks the high bit of each byte below `limit`; a byte above a marked one may be marked falsely, the lowest
    // mark is always right.
    let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word & HIGHS;
    let equal = |word: u64, byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let special = below(word, 0x20) | equal(word, b'"') | equal(word, b'\\');
        if special != 0 {
            return 8 * index + (special.trailing_zeros() / 8) as usize;
        }
    }
    let plain = |byte: &u8| *byte >= 0x20 && *byte != b'"' && *byte != b'\\';
    8 * words.len() + rest.iter().take_while(|byte| plain(byte)).count()
}
