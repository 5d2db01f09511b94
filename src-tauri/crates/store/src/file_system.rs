//! Questions to the file system that SQLite does not answer.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use crate::StoreError;
use crate::error::ReadOnlyReason;

/// Name prefix of everything this crate makes beside a workspace and removes again.
pub(crate) const SCRATCH_PREFIX: &str = ".decklog-";

/// The folder that holds `path`.
pub(crate) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// The write-ahead log that SQLite keeps beside `path`.
pub(crate) fn wal_path(path: &Path) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push("-wal");
    PathBuf::from(name)
}

/// Bytes in the write-ahead log; 0 when there is none.
pub(crate) fn wal_bytes(path: &Path) -> u64 {
    std::fs::metadata(wal_path(path)).map_or(0, |meta| meta.len())
}

/// Whether the file, if it exists, and its folder take writes.
fn writable(path: &Path) -> bool {
    may_write(folder(path)) && (!path.exists() || may_write(path))
}

#[cfg(unix)]
fn may_write(path: &Path) -> bool {
    rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
fn may_write(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|meta| meta.is_dir() || !meta.permissions().readonly())
}

/// Why nothing can be written at `path`, if so.
pub(crate) fn refuses_writes(path: &Path) -> Option<ReadOnlyReason> {
    match network_file_system(path) {
        Some(name) => Some(ReadOnlyReason::NetworkFileSystem(name)),
        None if !writable(path) => Some(ReadOnlyReason::Media),
        None => None,
    }
}

/// A new empty file beside `path`, readable by its owner only, that is removed unless it is put in place.
pub(crate) fn scratch_file(path: &Path) -> Result<TempPath, StoreError> {
    let folder = folder(path);
    let file = tempfile::Builder::new().prefix(SCRATCH_PREFIX).tempfile_in(folder);
    Ok(file.map_err(|source| StoreError::io(folder, source))?.into_temp_path())
}

/// Flushes a scratch file and gives it its name, which must be free; then makes the name durable.
pub(crate) fn put_in_place(scratch: TempPath, path: &Path) -> Result<(), StoreError> {
    File::open(&scratch).and_then(|file| file.sync_all()).map_err(|source| StoreError::io(path, source))?;
    scratch.persist_noclobber(path).map_err(|failed| match failed.error.kind() {
        std::io::ErrorKind::AlreadyExists => StoreError::Exists(path.to_owned()),
        _ => StoreError::io(path, failed.error),
    })?;
    sync_folder(path)
}

/// Makes renames and new names in the folder of `path` durable.
#[cfg(unix)]
pub(crate) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    let folder = folder(path);
    File::open(folder).and_then(|handle| handle.sync_all()).map_err(|source| StoreError::io(folder, source))
}

/// Folders cannot be flushed on this system.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_path: &Path) -> Result<(), StoreError> {
    Ok(())
}

/// Bytes free for this user where `path` lies, if the system says.
#[cfg(unix)]
pub(crate) fn free_bytes(path: &Path) -> Option<u64> {
    let stat = rustix::fs::statvfs(folder(path)).ok()?;
    stat.f_bavail.checked_mul(stat.f_frsize)
}

/// Not asked on this system.
#[cfg(not(unix))]
pub(crate) fn free_bytes(_path: &Path) -> Option<u64> {
    None
}

/// The name of the network file system that holds `path`. `None` where the disk is local or the system does not say
/// (FUSE mounts such as sshfs look local).
#[cfg(target_os = "linux")]
pub(crate) fn network_file_system(path: &Path) -> Option<&'static str> {
    // Super-block magics from linux/magic.h and the file systems' own headers.
    let magic =
        u32::try_from(i128::from(rustix::fs::statfs(folder(path)).ok()?.f_type) & 0xffff_ffff).ok()?;
    match magic {
        0x0000_6969 => Some("NFS"),
        0xff53_4d42 => Some("CIFS"),
        0xfe53_4d42 => Some("SMB2"),
        0x0000_517b => Some("SMB"),
        0x0102_1997 => Some("9P"),
        0x5346_414f | 0x6b41_4653 => Some("AFS"),
        0x00c3_6400 => Some("Ceph"),
        0x0bd0_0bd0 => Some("Lustre"),
        _ => None,
    }
}

/// Not asked on this system.
#[cfg(not(target_os = "linux"))]
pub(crate) fn network_file_system(_path: &Path) -> Option<&'static str> {
    None
}

/// Files that an interrupted copy or creation left beside `path`.
pub(crate) fn leftovers(path: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder(path)).into_iter().flatten().flatten();
    let mut left: Vec<PathBuf> = entries
        .filter(|entry| entry.file_name().as_encoded_bytes().starts_with(SCRATCH_PREFIX.as_bytes()))
        .map(|entry| entry.path())
        .collect();
    left.sort();
    left
}
