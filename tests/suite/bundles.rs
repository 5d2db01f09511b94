//! The sample is the same bytes each time, and whoever changes one bit of it is found out.
//!
//! The short form tries some hundred places, by a fixed seed. `DECKLOG_TAMPER=full` tries every byte of files up to
//! 64 KiB, 20,000 places in each larger one, and every byte of the ZIP that belongs to no file's content.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use decklog_report::verify::{Outcome, Verdict, verify, verify_folder};

use crate::world::World;

/// Places tried in each file, and in the structure of the ZIP, in the short form.
const PLACES: usize = 12;
const STRUCTURE_PLACES: usize = 800;
const SMALL: usize = 64 * 1024;
const LARGE_PLACES: usize = 20_000;

fn full() -> bool {
    std::env::var("DECKLOG_TAMPER").is_ok_and(|value| value == "full")
}

struct Sample {
    _world: World,
    zip: Vec<u8>,
    verdict: Verdict,
}

fn bundle(world: &World, folder: &str) -> (PathBuf, Vec<u8>) {
    let mut zips: Vec<PathBuf> = std::fs::read_dir(world.path(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "zip"))
        .collect();
    assert_eq!(zips.len(), 1, "a demo leaves one bundle");
    let zip = zips.remove(0);
    let bytes = std::fs::read(&zip).unwrap();
    (zip, bytes)
}

fn sample() -> &'static Sample {
    static SAMPLE: OnceLock<Sample> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let world = World::new();
        world.decklog("demo first").succeeds();
        let (path, zip) = bundle(&world, "first");
        let passed = world.decklog(&format!("verify '{}'", path.display())).succeeds();
        passed.prints(&["PASS", "unsigned", "REPLAY"]);
        let verdict = verify(Cursor::new(&zip));
        assert_eq!(verdict.outcome, Outcome::Pass);
        Sample { _world: world, zip, verdict }
    })
}

fn unpacked(zip: &[u8]) -> Option<BTreeMap<String, Vec<u8>>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).ok()?;
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).ok()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        let name = file.name().ok()?.into_owned();
        if !file.is_dir() {
            files.insert(name, bytes);
        }
    }
    Some(files)
}

/// Numbers below `below` that look like chance and are the same each time.
fn places(below: usize, count: usize, salt: u64) -> Vec<usize> {
    if count >= below {
        return (0..below).collect();
    }
    let mut state = salt.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    (0..count).map(|_| next()).collect()
}

#[test]
fn two_demos_are_the_same_bytes() {
    let world = World::new();
    world.decklog("demo second").succeeds();
    let (_, again) = bundle(&world, "second");
    assert!(again == sample().zip, "the bundles of two demos differ");
}

#[test]
fn one_bit_of_any_file_of_a_bundle_is_found_and_its_place_named() {
    let files = unpacked(&sample().zip).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join(files.keys().next().unwrap().split('/').next().unwrap());
    for (name, bytes) in &files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    assert_eq!(verify_folder(&root).outcome, Outcome::Pass);
    let mut tried = 0;
    for (salt, (name, bytes)) in files.iter().enumerate() {
        let count = match (full(), bytes.len() <= SMALL) {
            (true, true) => bytes.len(),
            (true, false) => LARGE_PLACES,
            (false, _) => PLACES,
        };
        for at in places(bytes.len(), count, salt as u64) {
            let path = folder.path().join(name);
            one_bit(&path, bytes, at);
            let verdict = verify_folder(&root);
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(verdict.outcome, Outcome::Fail, "{name}: byte {at} was changed");
            let within = name.split_once('/').map_or(name.as_str(), |(_, within)| within);
            let named = verdict.findings().any(|f| f.place.contains(within) || f.what.contains(within));
            // A manifest that names another file, or another hash for it, is found there.
            assert!(named || within.contains("manifest"), "{name}: byte {at}: {verdict}");
            tried += 1;
        }
    }
    println!("{tried} changed bits in {} files, each found", files.len());
}

fn one_bit(path: &Path, bytes: &[u8], at: usize) {
    let mut changed = bytes.to_vec();
    changed[at] ^= 1 << (at % 8);
    std::fs::write(path, changed).unwrap();
}

/// Bytes of the ZIP that are no file's content.
fn structure(zip: &[u8]) -> Vec<usize> {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut content = vec![false; zip.len()];
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).unwrap();
        let start = file.data_start().unwrap() as usize;
        content[start..start + file.compressed_size() as usize].fill(true);
    }
    (0..zip.len()).filter(|at| !content[*at]).collect()
}

#[test]
fn one_bit_of_the_zip_is_found_or_changes_no_content() {
    let Sample { zip, verdict: whole, .. } = sample();
    let files = unpacked(zip).unwrap();
    let structure = structure(zip);
    let count = if full() { structure.len() } else { STRUCTURE_PLACES };
    let headers = places(structure.len(), count, 1).into_iter().map(|n| structure[n]);
    let anywhere = places(zip.len(), count / 4, 2);
    let mut unchanged = 0;
    for (n, at) in headers.chain(anywhere).enumerate() {
        let mut changed = zip.clone();
        changed[at] ^= 1 << (n % 8);
        let verdict = verify(Cursor::new(&changed));
        if verdict.outcome == Outcome::Pass {
            assert_eq!(&verdict, whole, "byte {at}, bit {}", n % 8);
            if let Some(read) = unpacked(&changed) {
                assert!(read == files, "byte {at}, bit {}: other content passes", n % 8);
            }
            unchanged += 1;
        }
    }
    println!("{unchanged} changed bits of the structure left the content as it was");
}

#[test]
fn a_bundle_cut_short_or_with_something_behind_it_is_no_bundle() {
    let zip = &sample().zip;
    for length in places(zip.len(), 40, 3) {
        assert_eq!(verify(Cursor::new(&zip[..length])).outcome, Outcome::Fail, "{length} bytes");
    }
    let longer = [zip.as_slice(), b"more"].concat();
    assert_eq!(verify(Cursor::new(&longer)).outcome, Outcome::Fail);
    let world = World::new();
    let path = world.write("cut.zip", &zip[..zip.len() / 2]);
    world.decklog(&format!("verify '{}'", path.display())).exits(1).prints(&["FAIL"]);
    world.decklog("verify nowhere.zip").exits(1).explains(&["nowhere.zip"]);
}
