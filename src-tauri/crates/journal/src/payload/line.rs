//! A payload as one line of `payloads.jsonl`: canonical JSON as well, so that the facts stand in it as they were
//! committed to.

use std::borrow::Cow;

use super::check::{self, ContentView, TextView};
use super::{BlobSource, Content, MAX_LINE, Payload, PayloadError, PayloadFault, Text};
use crate::canonical::{self, CanonicalError, MAX_INTEGER, Reader, put_hex, put_integer, put_string};
use crate::format::is_origin;
use crate::record::Record;
use crate::{Hash, Salt};

impl Payload {
    /// The line for the record at `seq` of the journal with this origin, without a line end. Fails when the facts
    /// are no canonical object, the place is none, or the line is longer than [`MAX_LINE`].
    pub fn to_line(&self, journal: &str, seq: u64) -> Result<Vec<u8>, PayloadError> {
        if !is_origin(journal) || seq > MAX_INTEGER {
            return Err(PayloadError::Place);
        }
        if !self.facts.is_object() {
            return Err(PayloadError::Facts);
        }
        let mut line = b"{\"facts\":".to_vec();
        canonical::put_value(&mut line, &self.facts, 1)?;
        line.extend_from_slice(b",\"facts_salt\":");
        put_hex(&mut line, self.facts_salt.as_bytes());
        line.extend_from_slice(b",\"journal\":");
        put_string(&mut line, journal);
        line.extend_from_slice(b",\"seq\":");
        put_integer(&mut line, seq as i64);
        line.extend_from_slice(b",\"texts\":[");
        for (index, text) in self.texts.iter().enumerate() {
            line.extend_from_slice(if index == 0 { b"" } else { b"," });
            put_text(&mut line, text);
        }
        line.extend_from_slice(b"]}");
        if line.len() > MAX_LINE { Err(PayloadError::TooLong { bytes: line.len() }) } else { Ok(line) }
    }
}

fn put_text(line: &mut Vec<u8>, text: &Text) {
    line.push(b'{');
    if let Content::Blob(hash) = &text.content {
        line.extend_from_slice(b"\"blob\":");
        put_hex(line, hash.as_bytes());
        line.push(b',');
    }
    line.extend_from_slice(b"\"k\":");
    put_string(line, &text.k);
    line.extend_from_slice(b",\"salt\":");
    put_hex(line, text.salt.as_bytes());
    if let Content::Words(words) = &text.content {
        line.extend_from_slice(b",\"words\":");
        put_string(line, words);
    }
    line.push(b'}');
}

/// A line that was read and found canonical, but not unpacked: enough to check it against its record.
pub struct PayloadLine<'a> {
    journal: Cow<'a, str>,
    seq: u64,
    facts: &'a str,
    facts_salt: Salt,
    texts: Vec<TextView<'a>>,
}

impl<'a> PayloadLine<'a> {
    /// Reads a line without its line end. Fails when it is too long, not canonical, or has other fields.
    pub fn read(line: &'a [u8]) -> Result<PayloadLine<'a>, PayloadError> {
        if line.len() > MAX_LINE {
            return Err(PayloadError::TooLong { bytes: line.len() });
        }
        let line = fields(&mut Reader::new(line)?)?;
        if !line.facts.starts_with('{') {
            return Err(PayloadError::Facts);
        }
        if is_origin(&line.journal) { Ok(line) } else { Err(PayloadError::Place) }
    }

    /// Origin of the journal its record is in.
    pub fn journal(&self) -> &str {
        &self.journal
    }

    /// Position of its record.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// Compares place, facts and texts with those of `record`, with the bytes of blobs.
    pub fn check<T: AsRef<str>>(
        self,
        record: &Record<T>,
        blob: &mut BlobSource<'_>,
    ) -> Result<(), PayloadFault> {
        if self.journal != record.log.as_ref() || self.seq != record.seq {
            return Err(PayloadFault::Place);
        }
        check::facts(self.facts.as_bytes(), &self.facts_salt, record)?;
        check::texts(self.texts.into_iter(), &record.texts, blob)
    }

    /// Unpacks it.
    pub fn into_payload(self) -> Result<Payload, PayloadError> {
        let texts = self.texts.into_iter().map(|text| Text {
            k: text.k.into_owned(),
            salt: text.salt,
            content: match text.content {
                ContentView::Words(words) => Content::Words(words.into_owned()),
                ContentView::Blob(hash) => Content::Blob(hash),
            },
        });
        let facts = canonical::parse(self.facts.as_bytes())?;
        Ok(Payload { facts, facts_salt: self.facts_salt, texts: texts.collect() })
    }
}

fn fields<'a>(reader: &mut Reader<'a>) -> Result<PayloadLine<'a>, CanonicalError> {
    reader.open("{\"facts\":")?;
    let facts = reader.skip()?;
    reader.literal(",\"facts_salt\":")?;
    let facts_salt = Salt::from_bytes(reader.hex()?);
    reader.literal(",\"journal\":")?;
    let journal = reader.string()?;
    reader.literal(",\"seq\":")?;
    let seq = reader.natural()?;
    reader.literal(",\"texts\":")?;
    let mut texts = Vec::new();
    reader.array(|reader| {
        texts.push(text(reader)?);
        Ok(())
    })?;
    reader.literal("}")?;
    reader.end()?;
    Ok(PayloadLine { journal, seq, facts, facts_salt, texts })
}

fn text<'a>(reader: &mut Reader<'a>) -> Result<TextView<'a>, CanonicalError> {
    reader.literal("{")?;
    let blob = if reader.accept_literal("\"blob\":") {
        let hash = Hash::from_bytes(reader.hex()?);
        reader.literal(",")?;
        Some(hash)
    } else {
        None
    };
    reader.literal("\"k\":")?;
    let k = reader.string()?;
    reader.literal(",\"salt\":")?;
    let salt = Salt::from_bytes(reader.hex()?);
    let content = match blob {
        Some(hash) => ContentView::Blob(hash),
        None => {
            reader.literal(",\"words\":")?;
            ContentView::Words(reader.string()?)
        }
    };
    reader.literal("}")?;
    Ok(TextView { k, salt, content })
}
