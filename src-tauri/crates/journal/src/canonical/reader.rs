//! One strict pass over canonical bytes: what it accepts is canonical, so nothing is written again to compare.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{CanonicalError, MAX_DEPTH, MAX_INTEGER, Refused, writer};
use crate::hex;

/// A place in canonical text.
pub(crate) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    depth: usize,
}

pub(super) type Read<T> = Result<T, CanonicalError>;

impl<'a> Reader<'a> {
    /// Starts before the first byte.
    pub(crate) fn new(bytes: &'a [u8]) -> Read<Reader<'a>> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Reader { text, at: 0, depth: 0 }),
            Err(error) => Err(CanonicalError { at: error.valid_up_to(), why: Refused::NotUtf8 }),
        }
    }

    /// Any value.
    pub(crate) fn value(&mut self) -> Read<Value> {
        match self.peek() {
            Some(b'{') => {
                let mut map = Map::new();
                self.object(|reader, key| {
                    map.insert(key.to_owned(), reader.value()?);
                    Ok(())
                })?;
                Ok(Value::Object(map))
            }
            Some(b'[') => {
                let mut items = Vec::new();
                self.array(|reader| {
                    items.push(reader.value()?);
                    Ok(())
                })?;
                Ok(Value::Array(items))
            }
            Some(b'"') => Ok(Value::String(self.string()?.into_owned())),
            _ => self.integer().map(Value::from),
        }
    }

    /// Checks any value without keeping it, and gives its bytes.
    pub(crate) fn skip(&mut self) -> Read<&'a str> {
        let start = self.at;
        match self.peek() {
            Some(b'{') => self.object(|reader, _| reader.skip().map(drop))?,
            Some(b'[') => self.array(|reader| reader.skip().map(drop))?,
            Some(b'"') => self.string().map(drop)?,
            _ => self.integer().map(drop)?,
        }
        Ok(&self.text[start..self.at])
    }

    /// An object; `each` reads the value of one key.
    fn object(&mut self, mut each: impl FnMut(&mut Self, &'a str) -> Read<()>) -> Read<()> {
        self.open("{")?;
        let mut last = "";
        if !self.accept(b'}') {
            loop {
                let start = self.at;
                let key = self.key()?;
                if key <= last {
                    return Err(CanonicalError { at: start, why: Refused::KeyOrder });
                }
                last = key;
                self.expect(b':')?;
                each(self, key)?;
                if !self.accept(b',') {
                    break;
                }
            }
            self.expect(b'}')?;
        }
        self.depth -= 1;
        Ok(())
    }

    /// An array; `each` reads one item.
    pub(crate) fn array(&mut self, mut each: impl FnMut(&mut Self) -> Read<()>) -> Read<()> {
        self.open("[")?;
        if !self.accept(b']') {
            loop {
                each(self)?;
                if !self.accept(b',') {
                    break;
                }
            }
            self.expect(b']')?;
        }
        self.depth -= 1;
        Ok(())
    }

    /// Exactly `literal`, which begins an object or array: what follows stands one level deeper.
    pub(crate) fn open(&mut self, literal: &str) -> Read<()> {
        if self.depth == MAX_DEPTH {
            return self.refuse(Refused::Depth);
        }
        self.depth += 1;
        self.literal(literal)
    }

    fn key(&mut self) -> Read<&'a str> {
        let start = self.at;
        match self.string()? {
            Cow::Borrowed(key) if writer::is_key(key) => Ok(key),
            _ => Err(CanonicalError { at: start, why: Refused::Key }),
        }
    }

    /// An integer.
    pub(crate) fn integer(&mut self) -> Read<i64> {
        let start = self.at;
        let negative = self.accept(b'-');
        let first = self.at;
        let mut number: u64 = 0;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            // Twenty digits at most before the range is known to be left; saturating keeps it left.
            number = number.saturating_mul(10).saturating_add(u64::from(digit - b'0'));
            self.at += 1;
        }
        let refuse = |why| Err(CanonicalError { at: start, why });
        match (self.at - first, self.peek()) {
            (0, Some(b'+')) => refuse(Refused::IntegerSpelling),
            (0, Some(b'a'..=b'z' | b'A'..=b'Z')) => refuse(Refused::Word),
            (0, Some(_)) => refuse(Refused::Unexpected),
            (0, None) => refuse(Refused::Ends),
            (_, Some(b'.' | b'e' | b'E')) => refuse(Refused::Fraction),
            (digits, _) if self.text.as_bytes()[first] == b'0' && (digits > 1 || negative) => {
                refuse(Refused::IntegerSpelling)
            }
            _ if number > MAX_INTEGER => refuse(Refused::IntegerRange),
            _ => Ok(if negative { -(number as i64) } else { number as i64 }),
        }
    }

    /// An integer of zero or more.
    pub(crate) fn natural(&mut self) -> Read<u64> {
        let start = self.at;
        u64::try_from(self.integer()?).map_err(|_| CanonicalError { at: start, why: Refused::Unexpected })
    }

    /// A string of hexadecimal digits for `N` bytes.
    pub(crate) fn hex<const N: usize>(&mut self) -> Read<[u8; N]> {
        let start = self.at;
        let end = start + 2 * N + 1;
        let digits = self.text.get(start + 1..end).and_then(|digits| hex::parse(digits).ok());
        match digits {
            Some(bytes) if self.accept(b'"') => {
                self.at = end;
                self.expect(b'"')?;
                Ok(bytes)
            }
            _ => Err(CanonicalError { at: start, why: Refused::Unexpected }),
        }
    }

    /// Exactly `literal`.
    pub(crate) fn literal(&mut self, literal: &str) -> Read<()> {
        if self.accept_literal(literal) { Ok(()) } else { self.refuse(Refused::Unexpected) }
    }

    /// Steps over `literal` when it stands here.
    pub(crate) fn accept_literal(&mut self, literal: &str) -> bool {
        let here = self.text.as_bytes()[self.at..].starts_with(literal.as_bytes());
        if here {
            self.at += literal.len();
        }
        here
    }

    /// The end of the text.
    pub(crate) fn end(&self) -> Read<()> {
        if self.at == self.text.len() { Ok(()) } else { self.refuse(Refused::Trailing) }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn accept(&mut self, byte: u8) -> bool {
        let here = self.peek() == Some(byte);
        self.at += usize::from(here);
        here
    }

    pub(super) fn expect(&mut self, byte: u8) -> Read<()> {
        if self.accept(byte) {
            return Ok(());
        }
        self.refuse(if self.peek().is_none() { Refused::Ends } else { Refused::Unexpected })
    }

    pub(super) fn refuse<T>(&self, why: Refused) -> Read<T> {
        Err(CanonicalError { at: self.at, why })
    }
}
