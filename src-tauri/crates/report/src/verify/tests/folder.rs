//! Bundles that were unpacked.

use std::fs;
use std::path::Path;

use super::*;

pub(super) fn unpack_to(folder: &Path, files: &Memory) {
    for (path, content) in &files.files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

fn after(change: impl FnOnce(&Path)) -> Verdict {
    let folder = tempfile::tempdir().unwrap();
    unpack_to(folder.path(), &Memory::sample());
    change(folder.path());
    verify_folder(folder.path())
}

#[test]
fn an_unpacked_bundle_passes() {
    let verdict = after(|_| ());
    assert_eq!(verdict.outcome, Outcome::Pass, "{verdict}");
}

#[test]
fn a_folder_that_is_no_bundle_is_told_where_one_is() {
    let folder = tempfile::tempdir().unwrap();
    let said = || verify_folder(folder.path()).to_string();
    assert!(said().contains("it is no unpacked bundle"), "{}", said());
    unpack_to(&folder.path().join("inc-2026-001"), &Memory::sample());
    assert!(said().contains("the bundle stands in the folder below: verify"), "{}", said());
    assert!(said().contains("inc-2026-001"), "{}", said());
    assert_eq!(verify_folder(folder.path()).outcome, Outcome::Fail);
}

#[test]
fn changed_missing_and_added_files_are_found() {
    let found = |change: &dyn Fn(&Path), expected: &str| {
        let verdict = after(change);
        assert_eq!(verdict.outcome, Outcome::Fail, "{expected}");
        assert!(verdict.to_string().contains(expected), "{verdict}");
    };
    found(
        &|folder| fs::write(folder.join("data/report.md"), "# Repost\n").unwrap(),
        "data/report.md: has the SHA-256",
    );
    found(&|folder| fs::remove_file(folder.join("data/report.md")).unwrap(), "data/report.md: is missing");
    found(&|folder| fs::write(folder.join(".hidden"), "").unwrap(), ".hidden: is no file of a bundle");
    found(&|folder| fs::create_dir_all(folder.join("a/b/c/d/e/f")).unwrap(), "too many folders");
}

#[cfg(unix)]
#[test]
fn a_link_is_no_file_of_a_bundle() {
    let verdict = after(|folder| {
        fs::rename(folder.join("data/report.md"), folder.join("../report.md")).unwrap();
        std::os::unix::fs::symlink("../../report.md", folder.join("data/report.md")).unwrap();
        fs::remove_file(folder.join("../report.md")).unwrap();
    });
    assert_eq!(verdict.outcome, Outcome::Fail);
    assert!(verdict.to_string().contains("data/report.md: neither a file nor a folder"), "{verdict}");
}

#[test]
fn what_is_no_folder_fails() {
    assert_eq!(verify_folder(Path::new("/no such folder")).outcome, Outcome::Fail);
    assert_eq!(verify_folder(tempfile::tempdir().unwrap().path()).outcome, Outcome::Fail);
}
