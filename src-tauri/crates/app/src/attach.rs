//! Evidence handed over with a command: read and hashed before anything is written.

use std::path::{Path, PathBuf};

use decklog_domain::event::{BlobHash, Evidence};
use decklog_domain::{Refusal, RefusalCode};
use decklog_journal::Hash;

use crate::AppError;
use crate::file::{self, LIMIT, Unread, said};
use crate::query::from_home;

/// Evidence with its bytes.
pub(crate) struct Attached {
    pub(crate) evidence: Evidence,
    pub(crate) bytes: Vec<u8>,
}

/// Reads files as evidence.
///
/// # Errors
/// When one cannot be read, is over 64 MiB or belongs to an open workspace; nothing is recorded then.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Vec<Attached>, AppError> {
    paths.iter().map(|path| read_one(&from_home(path))).collect()
}

fn read_one(path: &Path) -> Result<Attached, AppError> {
    if decklog_store::is_open_workspace(path) {
        let message = format!("{} belongs to an open workspace; nothing was recorded", path.display());
        return Err(Refusal::new(RefusalCode::BadValue, message)
            .hint("attach an export of the incident instead")
            .into());
    }
    let bytes = file::read(path).map_err(|unread| match unread {
        Unread::Failed(error) => AppError::file(path, format!("{}; nothing was recorded", said(&error))),
        Unread::TooLarge => {
            let message = format!(
                "{} is too large: evidence is kept up to {LIMIT} bytes; nothing was recorded",
                path.display()
            );
            let hint = "keep it elsewhere and note where it is and its SHA-256";
            Refusal::new(RefusalCode::BadValue, message).hint(hint).into()
        }
    })?;
    let name = path.file_name().map_or_else(|| "evidence".into(), |name| name.to_string_lossy().into_owned());
    let evidence = Evidence {
        hash: BlobHash(Hash::of(&bytes).to_string()),
        media_type: media_type(&name, &bytes).into(),
        name,
        size: bytes.len().to_string(),
    };
    Ok(Attached { evidence, bytes })
}

/// A media type by the first bytes alone: what is shown as an image must be one, whatever its name says.
pub(crate) fn sniffed(bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => "image/gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        [b'%', b'P', b'D', b'F', b'-', ..] => "application/pdf",
        _ if std::str::from_utf8(bytes).is_ok() => "text/plain",
        _ => "application/octet-stream",
    }
}

/// A media type by the file's ending; text that is no known kind is `text/plain`.
fn media_type(name: &str, bytes: &[u8]) -> &'static str {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "pdf" => "application/pdf",
        "json" => "application/json",
        "csv" => "text/csv",
        "zip" => "application/zip",
        "gz" => "application/gzip",
        _ if std::str::from_utf8(bytes).is_ok() => "text/plain",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::sniffed;

    #[test]
    fn an_image_is_known_by_its_bytes() {
        assert_eq!(sniffed(b"\x89PNG\r\n\x1a\nrest"), "image/png");
        assert_eq!(sniffed(b"RIFF\0\0\0\0WEBPVP8 "), "image/webp");
        assert_eq!(sniffed(b"<svg onload='x'/>"), "text/plain");
        assert_eq!(sniffed(b"\xff\xfe"), "application/octet-stream");
        assert_eq!(sniffed(b""), "text/plain");
    }
}
