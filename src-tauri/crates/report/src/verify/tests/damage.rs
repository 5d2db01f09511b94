//! Accidents: flipped bits, cut files, rubbish.

use proptest::prelude::*;

use super::*;

fn sample() -> Vec<u8> {
    bundle(&workspace())
}

/// A changed ZIP may pass only if whoever unpacks it gets the very same content.
fn assert_found_or_same(changed: &[u8], original: &Memory, what: &str) {
    let verdict = verify(Cursor::new(changed));
    match verdict.outcome {
        Outcome::Pass => assert_eq!(Memory::unpack(changed).as_ref(), Some(original), "{what}"),
        Outcome::Fail => assert!(verdict.findings().count() > 0, "{what}"),
    }
}

#[test]
fn every_flipped_bit_of_a_zip_is_found_or_changes_nothing() {
    let bundle = sample();
    let original = Memory::unpack(&bundle).unwrap();
    for at in 0..bundle.len() {
        let mut changed = bundle.clone();
        changed[at] ^= 1 << (at % 8);
        assert_found_or_same(&changed, &original, &format!("bit {} of byte {at}", at % 8));
    }
}

#[test]
fn every_flipped_byte_of_a_file_is_found_and_named() {
    let sample = Memory::sample();
    for (path, content) in &sample.files {
        for at in 0..content.len() {
            let mut changed = sample.clone();
            changed.files.get_mut(path).unwrap()[at] ^= 1 << (at % 8);
            let verdict = changed.verify();
            assert_eq!(verdict.outcome, Outcome::Fail, "{path} byte {at}");
            let manifest = path.contains("manifest");
            let named = verdict.findings().any(|finding| finding.place.contains(path) || manifest);
            assert!(named, "{path} byte {at}: {verdict}");
        }
    }
}

#[test]
fn every_cut_is_found() {
    let bundle = sample();
    for length in (0..bundle.len()).step_by(13).chain(bundle.len() - 100..bundle.len()) {
        assert_eq!(verify(Cursor::new(&bundle[..length])).outcome, Outcome::Fail, "cut to {length} bytes");
    }
    let sample = Memory::sample();
    for path in sample.files.keys() {
        let verdict = sample.clone().with(path, |content| _ = content.pop()).verify();
        assert_eq!(verdict.outcome, Outcome::Fail, "{path}");
    }
}

#[test]
fn what_is_added_around_a_zip_is_found() {
    let bundle = sample();
    for at in [0, 30, bundle.len() - 22, bundle.len()] {
        let mut changed = bundle.clone();
        changed.splice(at..at, *b"more");
        assert_eq!(verify(Cursor::new(changed)).outcome, Outcome::Fail, "at byte {at}");
    }
}

proptest! {
    #[test]
    fn rubbish_is_no_bundle(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert_eq!(verify(Cursor::new(bytes)).outcome, Outcome::Fail);
    }

    #[test]
    fn a_bundle_with_parts_exchanged_is_found(
        from in any::<prop::sample::Index>(),
        length in 0_usize..300,
        new in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let bundle = sample();
        let original = Memory::unpack(&bundle).unwrap();
        let from = from.index(bundle.len());
        let to = (from + length).min(bundle.len());
        let mut changed = bundle;
        changed.splice(from..to, new);
        assert_found_or_same(&changed, &original, &format!("bytes {from} to {to}"));
    }
}
