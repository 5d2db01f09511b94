//! Which files a bundle has, and how large they may be: the same for writing and for verifying.

use decklog_journal::Hash;

/// Declares a BagIt bag (RFC 8493 section 2.1.1).
pub(crate) const BAGIT: &str = "bagit.txt";
/// The only content that file may have.
pub(crate) const BAGIT_CONTENT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
/// What the bag is, in words.
pub(crate) const BAG_INFO: &str = "bag-info.txt";
/// SHA-256 of each file below `data/`.
pub(crate) const MANIFEST: &str = "manifest-sha256.txt";
/// SHA-256 of each file beside `data/`, this one left out.
pub(crate) const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
/// How to check by hand.
pub(crate) const README: &str = "README-VERIFY.txt";
/// The files beside `data/`, in their order.
pub(crate) const TAG_FILES: [&str; 5] = [README, BAG_INFO, BAGIT, MANIFEST, TAG_MANIFEST];

/// Everything that was exported.
pub(crate) const DATA: &str = "data/";
/// What the export says of itself.
pub(crate) const EXPORT: &str = "data/export.json";
/// Every body of every journal, one a line.
pub(crate) const RECORDS: &str = "data/records.jsonl";
/// The payloads that are included, one a line.
pub(crate) const PAYLOADS: &str = "data/payloads.jsonl";
/// The records as a table.
pub(crate) const CSV: &str = "data/records.csv";
/// The fields of the lines, as JSON Schema.
pub(crate) const SCHEMA: &str = "data/schema.json";
/// Files that people attached.
pub(crate) const EVIDENCE: &str = "data/evidence/";
/// Other content that payloads name.
pub(crate) const BLOBS: &str = "data/blobs/";

/// Most files of a bundle: a ZIP without ZIP64 holds no more.
pub const MAX_FILES: u64 = 65_534;
/// Most bytes of one file: 1 GiB.
pub const MAX_FILE: u64 = 1 << 30;
/// Most bytes of all files together: 4 GiB − 64 MiB, so that a ZIP without ZIP64 always holds them.
pub const MAX_TOTAL: u64 = (4 << 30) - (64 << 20);
/// Most bytes of a blob, which is held in memory while its commitment is checked: 64 MiB.
pub const MAX_BLOB: u64 = 64 << 20;
/// Most bytes of the manifests and of `export.json`: 16 MiB.
pub(crate) const MAX_LIST: u64 = 16 << 20;

/// Whether a bundle can have a file at this path, seen from its folder.
pub(crate) fn is_path(path: &str) -> bool {
    TAG_FILES.contains(&path) || blob_hash(path).is_some() || path.strip_prefix(DATA).is_some_and(is_name)
}

/// Whether a file or folder may have this name: 1 to 64 of `a-z 0-9 . _ -`, beginning with a letter or digit. One
/// case and no separators, so that it means one file on every system.
pub(crate) fn is_name(name: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    (1..=64).contains(&name.len())
        && name.bytes().next().is_some_and(letter)
        && name.bytes().all(|byte| letter(byte) || matches!(byte, b'.' | b'_' | b'-'))
}

/// The path of a blob that people attached under `file_name`: its ending is kept when it is a plain one.
pub(crate) fn evidence_path(hash: &Hash, file_name: &str) -> String {
    let ending = file_name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let ending = ending.filter(|ending| is_ending(ending)).unwrap_or_else(|| "bin".into());
    format!("{EVIDENCE}{hash}.{ending}")
}

/// The path of any other blob.
pub(crate) fn blob_path(hash: &Hash) -> String {
    format!("{BLOBS}{hash}")
}

/// The hash in the path of a blob; `None` when it is no such path.
pub(crate) fn blob_hash(path: &str) -> Option<Hash> {
    let hash = match path.strip_prefix(EVIDENCE) {
        Some(name) => name.split_once('.').filter(|(_, ending)| is_ending(ending))?.0,
        None => path.strip_prefix(BLOBS)?,
    };
    hash.parse().ok()
}

fn is_ending(ending: &str) -> bool {
    (1..=8).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// The line of a manifest: lower-case hex, two spaces, path, LF.
pub(crate) fn manifest_line(path: &str, hash: &Hash) -> String {
    format!("{hash}  {path}\n")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_a_bundle_are_allowed() {
        let hash = Hash::of(b"");
        for path in ["README-VERIFY.txt", "bagit.txt", "data/report.pdf", "data/records.jsonl"] {
            assert!(is_path(path), "{path}");
        }
        for name in ["photo.PNG", "photo.tar.gz", "photo", "photo.", "a.p/../x", "x.ünï", ".png", ""] {
            let path = evidence_path(&hash, name);
            assert!(is_path(&path) && blob_hash(&path) == Some(hash), "{path}");
        }
        let upper = format!("data/blobs/{}", hash.to_string().to_uppercase());
        for path in [
            "",
            "data",
            "data/",
            "report.pdf",
            "data/Report.pdf",
            "data/../x",
            "data//x",
            "data/.x",
            "data/a/b",
            "/data/x",
            "data\\x",
            "data/x\0",
            "data/evidence/x.png",
            "data/blobs/x",
            "data/ä",
            "README-verify.txt",
            &upper,
        ] {
            assert!(!is_path(path), "{path}");
        }
        assert_eq!(evidence_path(&hash, "Photo.PNG"), format!("data/evidence/{hash}.png"));
    }
}
