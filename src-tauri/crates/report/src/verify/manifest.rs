//! The manifests: every file is the one that was exported, none is missing, none was added.

use std::collections::BTreeMap;
use std::io::{self, Read};

use decklog_journal::Hash;
use sha2::{Digest, Sha256};

use super::files::Files;
use super::verdict::Check;
use crate::bundle::layout::{self, BAGIT, BAGIT_CONTENT, DATA, MANIFEST, MAX_LIST, TAG_FILES, TAG_MANIFEST};

/// Hashes every file and compares with both manifests.
pub(super) fn check(files: &dyn Files, check: &mut Check) {
    let mut hashes = BTreeMap::new();
    for path in files.sizes().keys() {
        if !layout::is_path(path) {
            check.find(path, "is no file of a bundle");
            continue;
        }
        match hash(files, path) {
            Ok(hash) => _ = hashes.insert(path.as_str(), Some(hash)),
            Err(error) => {
                check.find(path, error);
                hashes.insert(path, None);
            }
        }
    }
    for path in TAG_FILES.iter().filter(|path| !hashes.contains_key(*path)) {
        check.find(*path, "is missing");
    }
    if files.read(BAGIT, MAX_LIST).is_ok_and(|content| content != BAGIT_CONTENT.as_bytes()) {
        check.find(BAGIT, "does not declare a bag of BagIt 1.0");
    }
    let (data, mut tags): (BTreeMap<_, _>, BTreeMap<_, _>) =
        hashes.into_iter().partition(|(path, _)| path.starts_with(DATA));
    tags.remove(TAG_MANIFEST);
    compare(files, MANIFEST, &data, check);
    compare(files, TAG_MANIFEST, &tags, check);
    check.holds(format!("{} files, each with the hash of its manifest", files.sizes().len()));
}

fn hash(files: &dyn Files, path: &str) -> io::Result<Hash> {
    let mut digest = Sha256::new();
    let mut content = files.open(path)?;
    let mut buffer = vec![0; 64 * 1024];
    let mut bytes = 0;
    loop {
        let read = content.read(&mut buffer)?;
        bytes += read as u64;
        if read == 0 {
            break;
        }
        digest.update(&buffer[..read]);
    }
    if files.sizes().get(path) != Some(&bytes) {
        return Err(super::files::invalid("the file was changed while it was read"));
    }
    Ok(Hash::from_bytes(digest.finalize().into()))
}

/// A manifest is exact: it has one spelling, which is made here from the files themselves.
fn compare(files: &dyn Files, manifest: &str, hashes: &BTreeMap<&str, Option<Hash>>, check: &mut Check) {
    // Why it cannot be read is found where it is hashed.
    let Ok(content) = files.read(manifest, MAX_LIST) else { return };
    let content = String::from_utf8_lossy(&content);
    let exact: String =
        hashes.iter().filter_map(|(path, hash)| Some(layout::manifest_line(path, hash.as_ref()?))).collect();
    if content == exact {
        return;
    }
    let before = check.finding_count;
    let listed: BTreeMap<_, _> =
        content.lines().filter_map(|line| line.split_once("  ")).map(|(h, p)| (p, h)).collect();
    for (path, hash) in hashes {
        match (listed.get(path), hash) {
            (None, _) => check.find(*path, format!("is not listed in {manifest}")),
            (Some(says), Some(hash)) if *says != hash.to_string() => {
                check.find(*path, format!("has the SHA-256 {hash}; {manifest} has another"));
            }
            _ => {}
        }
    }
    for path in listed.keys().filter(|path| !hashes.contains_key(*path)) {
        check.find(path.escape_default().to_string(), format!("is missing; {manifest} lists it"));
    }
    if check.finding_count == before && hashes.values().all(Option::is_some) {
        let same = content.split('\n').zip(exact.split('\n')).take_while(|(a, b)| a == b).count();
        check.find(format!("{manifest} line {}", same + 1), "is not exact: hash, two spaces, path, in order");
    }
}
