//! The structure of a ZIP: local headers, central directory, end.

use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom};

use crate::bundle::{MAX_FILE, MAX_FILES, MAX_TOTAL, layout};

const LOCAL: [u8; 4] = *b"PK\x03\x04";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";
const END_LENGTH: u64 = 22;
/// 1980-01-01 00:00, the first instant of a ZIP: a bundle does not depend on when it was made.
const DATE: u16 = 0x21;
/// A plain file that its owner writes and everybody reads, as Unix has it.
const ATTRIBUTES: u32 = 0o100_644 << 16;

/// What a ZIP holds.
pub(super) struct Directory {
    pub(super) items: BTreeMap<String, Item>,
}

/// One entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) method: Method,
    pub(super) crc: u32,
    /// Where its packed content begins.
    pub(super) data: u64,
    /// Bytes of its packed content.
    pub(super) packed: u32,
    /// Bytes of its content.
    pub(super) size: u32,
}

/// How an entry is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Stored,
    Deflated,
}

/// The first place where the structure does not hold.
#[derive(Debug)]
pub(super) struct StructureFault {
    pub(super) at: u64,
    pub(super) what: String,
}

impl Directory {
    pub(super) fn read(reader: &mut (impl Read + Seek)) -> Result<Directory, StructureFault> {
        let mut bytes = Cursor { reader, at: 0 };
        let end = bytes.end()?;
        let mut items = BTreeMap::new();
        let mut folder = None;
        let (mut local, mut central, mut total) = (0, end.directory, 0);
        for _ in 0..end.entries {
            let header = bytes.central(central, local)?;
            let wrong = |what: &str| StructureFault { at: central, what: format!("{}: {what}", header.name) };
            let (name_folder, path) =
                header.name.split_once('/').ok_or_else(|| wrong("stands in no folder"))?;
            if !layout::is_name(name_folder)
                || *folder.get_or_insert_with(|| name_folder.to_string()) != name_folder
            {
                return Err(wrong("stands in another folder"));
            }
            if !layout::is_path(path) {
                return Err(wrong("is no file of a bundle"));
            }
            bytes.local(local, &header)?;
            let data = local + 30 + header.name.len() as u64;
            let Header { method, crc, packed, size, .. } = header;
            total += u64::from(size);
            if u64::from(size) > MAX_FILE || total > MAX_TOTAL {
                return Err(wrong("is larger than a bundle may be"));
            }
            if items.insert(path.to_string(), Item { method, crc, data, packed, size }).is_some() {
                return Err(wrong("is there twice"));
            }
            local = data + u64::from(packed);
            central += 46 + header.name.len() as u64;
        }
        if local != end.directory {
            return Err(StructureFault { at: local, what: "bytes that belong to no file".into() });
        }
        if central != end.at {
            return Err(StructureFault {
                at: central,
                what: "bytes that belong to no directory entry".into(),
            });
        }
        Ok(Directory { items })
    }
}

/// The end of the central directory.
struct End {
    at: u64,
    entries: u64,
    directory: u64,
}

/// An entry of the central directory.
struct Header {
    name: String,
    /// From the version needed to the length of the name: what both headers have, byte for byte.
    common: [u8; 24],
    method: Method,
    crc: u32,
    packed: u32,
    size: u32,
}

struct Cursor<'a, R> {
    reader: &'a mut R,
    at: u64,
}

impl<R: Read + Seek> Cursor<'_, R> {
    fn end(&mut self) -> Result<End, StructureFault> {
        let length = self.reader.seek(SeekFrom::End(0)).map_err(|error| self.unreadable(&error))?;
        let at = length.checked_sub(END_LENGTH).ok_or_else(|| self.fault("too short to be a ZIP"))?;
        self.go(at)?;
        let bytes: [u8; END_LENGTH as usize] = self.take()?;
        self.at = at;
        if bytes[..4] != END {
            return Err(self.fault("no ZIP, or one that was cut short or has something behind its end"));
        }
        let (disks, entries, all) = (u32_at(&bytes, 4), u16_at(&bytes, 8), u16_at(&bytes, 10));
        let (size, directory, comment) = (u32_at(&bytes, 12), u32_at(&bytes, 16), u16_at(&bytes, 20));
        if disks != 0 || entries != all || u64::from(entries) > MAX_FILES || comment != 0 {
            return Err(self.fault("an end that the ZIP of a bundle does not have"));
        }
        if u64::from(directory) + u64::from(size) != at {
            return Err(self.fault("the directory does not stand where the end says"));
        }
        Ok(End { at, entries: entries.into(), directory: directory.into() })
    }

    /// The directory entry at `at`, which must say that its file begins at `local`.
    fn central(&mut self, at: u64, local: u64) -> Result<Header, StructureFault> {
        self.go(at)?;
        let bytes: [u8; 46] = self.take()?;
        let name_length = u16_at(&bytes, 28);
        let mut name = Vec::new();
        let read = self.reader.by_ref().take(name_length.into()).read_to_end(&mut name);
        self.at = at;
        read.map_err(|error| self.unreadable(&error))?;
        let name = String::from_utf8(name).ok().filter(|name| name.len() == usize::from(name_length));
        let method = match u16_at(&bytes, 10) {
            0 => Some(Method::Stored),
            8 => Some(Method::Deflated),
            _ => None,
        };
        let (Some(name), Some(method)) = (name, method) else {
            return Err(self.fault("a directory entry that a bundle does not have"));
        };
        let mut common = [0; 24];
        common.copy_from_slice(&bytes[6..30]);
        let header = Header {
            name,
            common,
            method,
            crc: u32_at(&bytes, 16),
            packed: u32_at(&bytes, 20),
            size: u32_at(&bytes, 24),
        };
        let plain = bytes[..4] == CENTRAL
            && matches!(u16_at(&bytes, 6), 10 | 20)
            && u16_at(&bytes, 8) == 0
            && (u16_at(&bytes, 12), u16_at(&bytes, 14)) == (0, DATE)
            && bytes[30..38] == [0; 8]
            && u32_at(&bytes, 38) == ATTRIBUTES;
        if !plain {
            return Err(self.fault("a directory entry that a bundle does not have"));
        }
        if u64::from(u32_at(&bytes, 42)) != local {
            return Err(self.fault("a file that does not follow the one before"));
        }
        if method == Method::Stored && header.packed != header.size {
            return Err(self.fault("a stored file with two sizes"));
        }
        Ok(header)
    }

    /// Compares the local header at `at` with what the directory says.
    fn local(&mut self, at: u64, header: &Header) -> Result<(), StructureFault> {
        self.go(at)?;
        let mut expected = LOCAL.to_vec();
        expected.extend_from_slice(&header.common);
        expected.extend_from_slice(&[0; 2]);
        expected.extend_from_slice(header.name.as_bytes());
        let mut found = Vec::new();
        let read = self.reader.by_ref().take(expected.len() as u64).read_to_end(&mut found);
        read.map_err(|error| self.unreadable(&error))?;
        let same = expected.iter().zip(&found).take_while(|(expected, found)| expected == found).count();
        self.at = at + same as u64;
        if same == expected.len() {
            Ok(())
        } else {
            Err(self.fault(format!("the header of {} differs from the directory", header.name)))
        }
    }

    fn go(&mut self, at: u64) -> Result<(), StructureFault> {
        self.at = at;
        self.reader.seek(SeekFrom::Start(at)).map(drop).map_err(|error| self.unreadable(&error))
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], StructureFault> {
        let mut bytes = [0; N];
        self.reader.read_exact(&mut bytes).map_err(|error| self.unreadable(&error))?;
        Ok(bytes)
    }

    fn unreadable(&self, error: &io::Error) -> StructureFault {
        self.fault(format!("cannot be read: {error}"))
    }

    fn fault(&self, what: impl Into<String>) -> StructureFault {
        StructureFault { at: self.at, what: what.into() }
    }
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
