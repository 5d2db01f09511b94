//! Verifying a bundle from its files alone: no workspace, no network.
//!
//! Everything is read again the way a stranger with `sha256sum` and Python would, see `README-VERIFY.txt` in each
//! bundle: manifests exact, records canonical, dense and linked, roots as `export.json` says, payloads and blobs as
//! the records commit to. The report and the table are views: that they are unchanged is checked, not what they say.

mod content;
mod files;
mod folder;
mod manifest;
mod payloads;
#[cfg(test)]
mod tests;
mod verdict;
mod zip;

use std::io::{Read, Seek};
use std::path::Path;

use files::Files;
pub use verdict::{Check, Finding, MAX_LISTED_FINDINGS, Outcome, Verdict, VerifiedJournal};

/// Verifies a bundle as it was written: a ZIP. Never panics and never reserves memory for what the ZIP only says it
/// holds; what cannot be read is a finding.
pub fn verify(reader: impl Read + Seek) -> Verdict {
    let mut archive = Check::new("archive");
    match zip::Zip::open(reader, &mut archive) {
        Some(files) => verify_files(archive, &files),
        None => Verdict::of(vec![archive]),
    }
}

/// Verifies a bundle that was unpacked: `folder` is the one that holds `bagit.txt`.
pub fn verify_folder(folder: &Path) -> Verdict {
    let mut check = Check::new("folder");
    if !folder.join("bagit.txt").is_file() {
        let message = match folder::unpacked_into(folder) {
            Some(below) => format!("the bundle stands in the folder below: verify {}", below.display()),
            None => "it is no unpacked bundle: no bagit.txt stands in it".into(),
        };
        check.find(folder.display().to_string(), message);
        return Verdict::of(vec![check]);
    }
    let files = folder::Folder::open(folder, &mut check);
    verify_files(check, &files)
}

fn verify_files(container: Check, files: &dyn Files) -> Verdict {
    let mut manifests = Check::new("files");
    manifest::check(files, &mut manifests);
    content::verify(files, vec![container, manifests])
}
