//! A bundle in its ZIP (APPNOTE 6.3.3), read strictly.
//!
//! Ordinary readers trust the central directory and skip what they do not need, so that two of them can see different
//! content in one file. Here every byte must belong to one known structure: entries that follow each other from the
//! first byte on, each with exactly the header the central directory gives it, the directory, its end, nothing else.
//! Sizes are compared with limits, and never used to reserve memory.

mod directory;
mod section;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, BufReader, Read, Seek};

use flate2::bufread::DeflateDecoder;

use super::files::{Files, missing};
use super::verdict::Check;
use directory::{Directory, Item, Method};
use section::{Checked, Section};

/// The files of a ZIP whose structure holds.
pub(super) struct Zip<R> {
    reader: RefCell<R>,
    items: BTreeMap<String, Item>,
    sizes: BTreeMap<String, u64>,
}

impl<R: Read + Seek> Zip<R> {
    /// Reads the structure. When it does not hold, `check` says where, and there are no files.
    pub(super) fn open(mut reader: R, check: &mut Check) -> Option<Zip<R>> {
        let directory = match Directory::read(&mut reader) {
            Ok(directory) => directory,
            Err(fault) => {
                check.find(format!("byte {}", fault.at), fault.what);
                return None;
            }
        };
        check.holds(format!("{} files, and no byte beside them", directory.items.len()));
        let sizes = directory.items.iter().map(|(path, item)| (path.clone(), item.size.into())).collect();
        Some(Zip { reader: RefCell::new(reader), items: directory.items, sizes })
    }
}

impl<R: Read + Seek> Files for Zip<R> {
    fn sizes(&self) -> &BTreeMap<String, u64> {
        &self.sizes
    }

    fn open<'a>(&'a self, path: &str) -> io::Result<Box<dyn Read + 'a>> {
        let item = self.items.get(path).ok_or_else(missing)?;
        let packed =
            BufReader::with_capacity(64 * 1024, Section::new(&self.reader, item.data, item.packed.into()));
        Ok(match item.method {
            Method::Stored => Box::new(Checked::new(packed, item)),
            Method::Deflated => Box::new(Checked::new(DeflateDecoder::new(packed), item)),
        })
    }
}
