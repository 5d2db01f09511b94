//! The bytes of one entry.

use std::cell::RefCell;
use std::io::{self, Read, Seek, SeekFrom};

use flate2::Crc;

use super::directory::Item;
use crate::verify::files::invalid;

/// A part of a file that others read as well.
pub(super) struct Section<'a, R> {
    reader: &'a RefCell<R>,
    at: u64,
    left: u64,
}

impl<'a, R: Read + Seek> Section<'a, R> {
    pub(super) fn new(reader: &'a RefCell<R>, at: u64, length: u64) -> Section<'a, R> {
        Section { reader, at, left: length }
    }
}

impl<R: Read + Seek> Read for Section<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(into.len());
        let mut reader = self.reader.borrow_mut();
        reader.seek(SeekFrom::Start(self.at))?;
        let read = reader.read(&mut into[..most])?;
        self.at += read as u64;
        self.left -= read as u64;
        Ok(read)
    }
}

/// How many packed bytes were used: an entry must use all it has.
pub(super) trait Packed: Read {
    fn used(&self) -> Option<u64>;
}

impl<R: Read> Packed for io::BufReader<R> {
    fn used(&self) -> Option<u64> {
        None
    }
}

impl<R: io::BufRead> Packed for flate2::bufread::DeflateDecoder<R> {
    fn used(&self) -> Option<u64> {
        Some(self.total_in())
    }
}

/// Unpacked content that must have the size and the checksum its header says.
pub(super) struct Checked<R> {
    content: R,
    crc: Crc,
    bytes: u64,
    item: Item,
}

impl<R: Packed> Checked<R> {
    pub(super) fn new(content: R, item: &Item) -> Checked<R> {
        Checked { content, crc: Crc::new(), bytes: 0, item: *item }
    }

    fn end(&self) -> io::Result<usize> {
        if self.bytes != u64::from(self.item.size) {
            return Err(invalid("shorter than its header says"));
        }
        if self.content.used().is_some_and(|used| used != u64::from(self.item.packed)) {
            return Err(invalid("something stands behind the end of its packed content"));
        }
        if self.crc.sum() != self.item.crc {
            return Err(invalid("the content differs from the checksum in its header"));
        }
        Ok(0)
    }
}

impl<R: Packed> Read for Checked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        let read = self.content.read(into).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
                invalid("the packed content is damaged")
            }
            _ => error,
        })?;
        if read == 0 {
            return self.end();
        }
        self.bytes += read as u64;
        if self.bytes > self.item.size.into() {
            return Err(invalid("longer than its header says"));
        }
        self.crc.update(&into[..read]);
        Ok(read)
    }
}
