//! A new file that appears under its name only when it is complete and durable.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use decklog_journal::Hash;
use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use crate::AppError;

/// A temporary file in the folder of its future place; removed when it does not get there.
pub(super) struct Beside {
    file: NamedTempFile,
    path: PathBuf,
}

impl Beside {
    pub(super) fn new(path: &Path) -> Result<Beside, AppError> {
        let folder = folder(path);
        std::fs::create_dir_all(folder).map_err(|error| AppError::file(folder, error))?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".decklog-");
        // Its bytes are meant for others: the mode is that of any new file, which the umask narrows.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(folder);
        Ok(Beside { file: file.map_err(|error| AppError::file(folder, error))?, path: path.into() })
    }

    pub(super) fn file(&mut self) -> &mut File {
        self.file.as_file_mut()
    }

    /// Flushes the file, gives it its name and flushes the folder. Returns SHA-256 and size.
    pub(super) fn put_in_place(mut self) -> Result<(String, u64), AppError> {
        let failed = |error: std::io::Error| AppError::file(&self.path, error);
        let (hash, size) = digest(self.file.as_file_mut()).map_err(failed)?;
        self.file.as_file().sync_all().map_err(failed)?;
        self.file.persist_noclobber(&self.path).map_err(|error| AppError::file(&self.path, error.error))?;
        #[cfg(unix)]
        File::open(folder(&self.path)).and_then(|folder| folder.sync_all()).map_err(failed)?;
        Ok((hash.to_string(), size))
    }
}

fn digest(file: &mut File) -> std::io::Result<(Hash, u64)> {
    file.seek(SeekFrom::Start(0))?;
    let (mut hasher, mut size) = (Sha256::new(), 0);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((Hash::from_bytes(hasher.finalize().into()), size));
        }
        hasher.update(&buffer[..read]);
        size += read as u64;
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::Write as _;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn an_export_has_the_mode_of_any_new_file() {
        let folder = tempfile::tempdir().unwrap();
        let mode = |name: &str| folder.path().join(name).metadata().unwrap().permissions().mode();
        std::fs::write(folder.path().join("plain"), "words").unwrap();
        let mut export = Beside::new(&folder.path().join("export")).unwrap();
        export.file().write_all(b"words").unwrap();
        assert_eq!(export.put_in_place().unwrap().1, 5);
        assert_eq!(mode("export"), mode("plain"));
    }
}
