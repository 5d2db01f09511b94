//! Tricks with the ZIP itself.

use std::io::Write;

use ::zip::write::{SimpleFileOptions, ZipWriter};
use ::zip::{CompressionMethod, DateTime, System};

use super::*;

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(0o644)
}

/// A ZIP with the files of a bundle, and more.
fn pack(more: impl FnOnce(&mut ZipWriter<Cursor<Vec<u8>>>)) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in Memory::sample().files {
        zip.start_file(format!("inc-2026-014/{path}"), options()).unwrap();
        zip.write_all(&content).unwrap();
    }
    more(&mut zip);
    zip.finish().unwrap().into_inner()
}

#[track_caller]
fn assert_refused(bundle: &[u8], expected: &str) {
    let verdict = verify(Cursor::new(bundle));
    assert_eq!(verdict.outcome, Outcome::Fail);
    assert!(verdict.to_string().contains(expected), "{verdict}");
}

/// Replaces every occurrence of a name by another of the same length.
fn rename(bundle: &mut [u8], from: &str, to: &str) {
    assert_eq!(from.len(), to.len());
    let places: Vec<_> = (0..bundle.len()).filter(|at| bundle[*at..].starts_with(from.as_bytes())).collect();
    assert_eq!(places.len(), 2, "{from}");
    for at in places {
        bundle[at..at + to.len()].copy_from_slice(to.as_bytes());
    }
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let verdict = verify(Cursor::new(pack(|_| ())));
    assert_eq!(verdict.outcome, Outcome::Pass, "{verdict}");
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in [
        "../x.txt",
        "/x.txt",
        "x.txt",
        "inc-2026-014/../x",
        "inc-2026-014/data/../../x",
        "inc-2026-014//x",
        "inc-2026-014/data\\x",
        "other/data/x.txt",
        "inc-2026-014/data/",
        "inc-2026-014/data/x/y",
        "inc-2026-014/data/ü",
        "inc-2026-014/data/con:",
        "C:/x",
    ] {
        let bundle = pack(|zip| {
            zip.start_file("inc-2026-014/data/placeholder", options()).unwrap();
        });
        // The library tidies names up, so that the name is put in by hand.
        let bundle = put_name(bundle, name);
        let verdict = verify(Cursor::new(&bundle));
        assert_eq!(verdict.outcome, Outcome::Fail, "{name}");
        assert_eq!(verdict.checks.len(), 1, "{name} got past the structure: {verdict}");
        assert!(!verdict.to_string().contains("differs"), "{name} is refused for what it is: {verdict}");
    }
}

/// Gives the last entry, an empty file, another name.
fn put_name(bundle: Vec<u8>, name: &str) -> Vec<u8> {
    let old = b"inc-2026-014/data/placeholder";
    let mut places: Vec<_> = (0..bundle.len()).filter(|at| bundle[*at..].starts_with(old)).collect();
    let [local, central] = places[..] else { panic!("{places:?}") };
    let longer = name.len() as i64 - old.len() as i64;
    let length = (name.len() as u16).to_le_bytes();
    let mut bundle = bundle;
    let end = bundle.len() - 22;
    let add = |bundle: &mut [u8], at: usize| {
        let old = u32::from_le_bytes(bundle[at..at + 4].try_into().unwrap());
        bundle[at..at + 4].copy_from_slice(&((i64::from(old) + longer) as u32).to_le_bytes());
    };
    add(&mut bundle, end + 12);
    add(&mut bundle, end + 16);
    bundle[central - 18..central - 16].copy_from_slice(&length);
    bundle[local - 4..local - 2].copy_from_slice(&length);
    places.reverse();
    for at in places {
        bundle.splice(at..at + old.len(), name.bytes());
    }
    bundle
}

#[test]
fn two_files_of_one_name_are_refused() {
    let mut bundle = pack(|zip| {
        zip.start_file("inc-2026-014/data/report.mx", options()).unwrap();
        zip.write_all(b"another report").unwrap();
    });
    rename(&mut bundle, "inc-2026-014/data/report.mx", "inc-2026-014/data/report.md");
    assert_refused(&bundle, "inc-2026-014/data/report.md: is there twice");
}

#[test]
fn links_folders_and_comments_are_refused() {
    let link = pack(|zip| zip.add_symlink("inc-2026-014/data/x", "/etc/passwd", options()).unwrap());
    assert_refused(&link, "a directory entry that a bundle does not have");
    let folder = pack(|zip| zip.add_directory("inc-2026-014/data/", options()).unwrap());
    assert_refused(&folder, "a directory entry that a bundle does not have");
    let comment = pack(|zip| zip.set_comment("hello").unwrap());
    assert_refused(&comment, "byte ");
}

#[test]
fn a_local_header_that_tells_another_story_is_refused() {
    let mut bundle = pack(|_| ());
    let name = b"inc-2026-014/data/report.md";
    let at = (0..bundle.len()).find(|at| bundle[*at..].starts_with(name)).unwrap();
    bundle[at + name.len() - 1] = b'x';
    assert_refused(
        &bundle,
        &format!("byte {}: the header of inc-2026-014/data/report.md differs", at + name.len() - 1),
    );
}

/// A file that unpacks to more than its header says is left at the first byte too many.
#[test]
fn a_file_larger_than_its_header_says_is_refused() {
    let zeros = vec![0; 20 << 20];
    let mut bundle = pack(|zip| {
        zip.start_file("inc-2026-014/data/zeros", options()).unwrap();
        zip.write_all(&zeros).unwrap();
    });
    let size = (zeros.len() as u32).to_le_bytes();
    let places: Vec<_> = (0..bundle.len()).filter(|at| bundle[*at..].starts_with(&size)).collect();
    assert_eq!(places.len(), 2);
    for at in places {
        bundle[at..at + 4].copy_from_slice(&1_u32.to_le_bytes());
    }
    assert_refused(&bundle, "data/zeros: longer than its header says");
}

#[test]
fn a_file_that_says_it_is_too_large_is_refused_unread() {
    let mut bundle = pack(|zip| {
        zip.start_file("inc-2026-014/data/zeros", options()).unwrap();
        zip.write_all(&[0; 0x12_3456]).unwrap();
    });
    let size = 0x12_3456_u32.to_le_bytes();
    let places: Vec<_> = (0..bundle.len()).filter(|at| bundle[*at..].starts_with(&size)).collect();
    assert_eq!(places.len(), 2);
    for at in places {
        bundle[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    }
    assert_refused(&bundle, "inc-2026-014/data/zeros: is larger than a bundle may be");
}

#[test]
fn something_hidden_behind_packed_content_is_refused() {
    let mut bundle = pack(|zip| {
        zip.start_file("inc-2026-014/data/x", options()).unwrap();
        zip.write_all(b"words").unwrap();
    });
    let name = b"inc-2026-014/data/x";
    let places: Vec<_> = (0..bundle.len()).filter(|at| bundle[*at..].starts_with(name)).collect();
    let [local, central] = places[..] else { panic!("{places:?}") };
    let packed = u32::from_le_bytes(bundle[local - 12..local - 8].try_into().unwrap());
    for at in [local - 12, central - 26] {
        bundle[at..at + 4].copy_from_slice(&(packed + 6).to_le_bytes());
    }
    let end = bundle.len() - 22;
    let directory = u32::from_le_bytes(bundle[end + 16..end + 20].try_into().unwrap());
    bundle[end + 16..end + 20].copy_from_slice(&(directory + 6).to_le_bytes());
    let at = local + name.len() + packed as usize;
    bundle.splice(at..at, *b"hidden");
    assert_refused(&bundle, "data/x: something stands behind the end of its packed content");
}
