//! The files of a bundle, wherever they are.

use std::collections::BTreeMap;
use std::io::{self, Read};

/// A ZIP or a folder that holds a bundle.
pub(super) trait Files {
    /// Size of each file by its path, seen from the folder of the bundle.
    fn sizes(&self) -> &BTreeMap<String, u64>;

    /// Reads a file from its start. What is read is never longer than its size; that it is shorter, or that it was
    /// damaged, is an error at the place where it shows.
    fn open<'a>(&'a self, path: &str) -> io::Result<Box<dyn Read + 'a>>;

    /// A whole file of at most `limit` bytes.
    fn read(&self, path: &str, limit: u64) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        self.open(path)?.take(limit + 1).read_to_end(&mut content)?;
        if content.len() as u64 > limit {
            return Err(invalid(format!("longer than {limit} bytes")));
        }
        Ok(content)
    }
}

/// An error of the content, not of the system.
pub(super) fn invalid(what: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.into())
}

/// The error of a file that is not there.
pub(super) fn missing() -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, "the file is missing")
}
