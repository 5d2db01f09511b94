//! A BagIt bag in a ZIP, written file by file.

use std::io::{self, BufWriter, Seek, Write};

use decklog_journal::Hash;
use sha2::{Digest, Sha256};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime, System};

use super::error::BundleError;
use super::layout::{self, MAX_FILE, MAX_FILES, MAX_TOTAL};

/// The bag so far.
pub(super) struct Bag<W: Write + Seek> {
    zip: ZipWriter<W>,
    folder: String,
    files: u64,
    bytes: u64,
    manifest: String,
}

impl<W: Write + Seek> Bag<W> {
    pub(super) fn new(out: W, folder: &str) -> Bag<W> {
        Bag { zip: ZipWriter::new(out), folder: folder.into(), files: 0, bytes: 0, manifest: String::new() }
    }

    /// Adds a file of known content.
    pub(super) fn add(&mut self, path: &str, content: &[u8]) -> Result<(), BundleError> {
        self.add_with(path, |out| Ok(out.write_all(content)?))
    }

    /// Adds a file whose content `fill` writes.
    pub(super) fn add_with(
        &mut self,
        path: &str,
        fill: impl FnOnce(&mut dyn Write) -> Result<(), BundleError>,
    ) -> Result<(), BundleError> {
        let too_large = |limit| BundleError::TooLarge { path: path.into(), limit };
        if self.files == MAX_FILES {
            return Err(too_large("65,534 files"));
        }
        self.zip.start_file(format!("{}/{path}", self.folder), options()).map_err(io::Error::from)?;
        let mut out = BufWriter::new(Counted { out: &mut self.zip, digest: Sha256::new(), bytes: 0 });
        fill(&mut out)?;
        let Counted { digest, bytes, .. } =
            out.into_inner().map_err(|error| BundleError::Write(error.into_error()))?;
        self.files += 1;
        self.bytes += bytes;
        if bytes > MAX_FILE {
            return Err(too_large("1 GiB a file"));
        }
        if self.bytes > MAX_TOTAL {
            return Err(too_large("4 GiB less 64 MiB in all"));
        }
        self.manifest.push_str(&layout::manifest_line(path, &Hash::from_bytes(digest.finalize().into())));
        Ok(())
    }

    /// The lines of the files since the last call, for a manifest. Files are added in the order of their paths, so
    /// the lines are in order too.
    pub(super) fn take_manifest(&mut self) -> String {
        std::mem::take(&mut self.manifest)
    }

    /// How many files were added, and their bytes.
    pub(super) fn counts(&self) -> (u64, u64) {
        (self.files, self.bytes)
    }

    pub(super) fn finish(self) -> Result<(), BundleError> {
        self.zip.finish().map_err(io::Error::from)?.flush()?;
        Ok(())
    }
}

/// One set of parameters for every file, and none that differs between systems or from one day to the next.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(0o644)
}

/// Counts and hashes what passes through.
struct Counted<W> {
    out: W,
    digest: Sha256,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, content: &[u8]) -> io::Result<usize> {
        let written = self.out.write(content)?;
        self.digest.update(&content[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
