#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::record::tests::sample;

/// Bodies of a journal whose records were changed before they were linked.
fn bodies(count: u64, change: impl Fn(&mut Record)) -> Vec<Vec<u8>> {
    let mut prev = Hash::ZERO;
    let mut bodies = Vec::new();
    for seq in 0..count {
        let mut record = Record { seq, prev, lam: 10 + 3 * seq, ..sample() };
        record.clk.ms += seq;
        change(&mut record);
        let body = record.to_body().unwrap();
        prev = tree::leaf_hash(&body);
        bodies.push(body);
    }
    bodies
}

fn verify(bodies: &[Vec<u8>]) -> Result<Chain, Fault> {
    let mut verifier = ChainVerifier::new();
    for body in bodies {
        verifier.push(body)?;
    }
    Ok(verifier.finish())
}

#[test]
fn a_journal_adds_up() {
    let bodies = bodies(5, |record| {
        if record.seq == 3 {
            record.actor.known = "key".into();
        }
    });
    let mut frontier = Frontier::new();
    bodies.iter().for_each(|body| frontier.push(tree::leaf_hash(body)));
    let chain = verify(&bodies).unwrap();
    assert_eq!(chain.origin, Some(sample().log));
    assert_eq!((chain.size, chain.last_lam, chain.unauthenticated), (5, 22, 4));
    assert_eq!(chain.root, frontier.root());
    assert_eq!(chain.last_leaf, tree::leaf_hash(&bodies[4]));
    assert_eq!((chain.jumps, chain.jump_count), (vec![], 0));
}

#[test]
fn an_empty_journal_has_the_empty_root() {
    let chain = verify(&[]).unwrap();
    assert_eq!((chain.origin, chain.size, chain.last_leaf), (None, 0, Hash::ZERO));
    assert_eq!(chain.root, Hash::of(b""));
}

#[test]
fn each_fault_is_named_at_its_record() {
    let whole = bodies(4, |_| {});
    let fault = |bodies: &[Vec<u8>]| verify(bodies).unwrap_err();

    let mut removed = whole.clone();
    removed.remove(1);
    assert_eq!(fault(&removed), Fault { seq: 1, what: FaultKind::Gap { found: 2 } });
    assert_eq!(fault(&whole[1..]), Fault { seq: 0, what: FaultKind::Gap { found: 1 } });

    let mut doubled = whole.clone();
    doubled.insert(1, whole[1].clone());
    assert_eq!(fault(&doubled), Fault { seq: 2, what: FaultKind::Gap { found: 1 } });

    let mut swapped = bodies(4, |record| record.tz = "+02:00".into());
    swapped[2] = whole[2].clone();
    let what = FaultKind::Link { expected: tree::leaf_hash(&swapped[1]), found: tree::leaf_hash(&whole[1]) };
    assert_eq!(fault(&swapped), Fault { seq: 2, what });

    let stalled = bodies(4, |record| record.lam = record.lam.min(15));
    assert_eq!(fault(&stalled), Fault { seq: 3, what: FaultKind::Lamport { before: 15, found: 15 } });

    let other = "decklog/0195a5c0-7e5f-7000-8000-00000000000b";
    let mixed = bodies(4, |record| {
        if record.seq == 2 {
            record.log = other.into();
        }
    });
    let what = FaultKind::Origin { expected: sample().log, found: other.into() };
    assert_eq!(fault(&mixed), Fault { seq: 2, what });

    let mut cut = whole.clone();
    cut[3].pop();
    let found = fault(&cut);
    assert!(found.seq == 3 && matches!(found.what, FaultKind::Unreadable(_)), "{found}");
}

#[test]
fn nothing_of_a_faulty_body_is_taken_over() {
    let whole = bodies(3, |_| {});
    let mut verifier = ChainVerifier::new();
    verifier.push(&whole[1]).unwrap_err();
    verifier.push(&whole[0]).unwrap();
    verifier.push(&whole[2]).unwrap_err();
    verifier.push(&whole[1]).unwrap();
    verifier.push(&whole[2]).unwrap();
    assert_eq!(verifier.finish(), verify(&whole).unwrap());
}

#[test]
fn clocks_that_go_back_are_listed_within_one_start_of_the_machine() {
    let chain = verify(&bodies(6, |record| match record.seq {
        2 => record.at = "2026-03-14T01:59:26.534Z".into(),
        3 => record.clk.ms = 5,
        4 => {
            record.clk.boot = "another".into();
            record.clk.ms = 4;
            record.at = "2026-03-13T00:00:00.000Z".into();
        }
        _ => {}
    }))
    .unwrap();
    let wall = Jump::Wall { from: sample().at, to: "2026-03-14T01:59:26.534Z".into() };
    let boot = Jump::Boot { from: sample().clk.ms + 2, to: 5 };
    assert_eq!(chain.jumps, [ClockJump { seq: 2, what: wall }, ClockJump { seq: 3, what: boot }]);
    assert_eq!(chain.jump_count, 2);
}

#[test]
fn many_jumps_are_counted_but_not_all_listed() {
    let chain = verify(&bodies(1502, |record| record.clk.ms = 5000 - record.seq)).unwrap();
    assert_eq!((chain.jumps.len(), chain.jump_count), (MAX_LISTED_JUMPS, 1501));
}

#[test]
fn every_changed_byte_of_a_journal_is_found() {
    let whole = bodies(3, |_| {});
    let root = verify(&whole).unwrap().root;
    for (seq, body) in whole.iter().enumerate() {
        for at in 0..body.len() {
            let mut changed = whole.clone();
            changed[seq][at] ^= 1;
            match verify(&changed) {
                Ok(chain) => assert!(seq == 2 && chain.root != root, "record {seq}, byte {at}"),
                Err(fault) => assert!(fault.seq <= seq as u64 + 1, "record {seq}, byte {at}: {fault}"),
            }
        }
    }
}

proptest! {
    #[test]
    fn any_change_of_any_body_is_found(seq in 0usize..3, at: prop::sample::Index, byte: u8) {
        let whole = bodies(3, |_| {});
        let mut changed = whole.clone();
        let at = at.index(changed[seq].len());
        changed[seq][at] = byte;
        let same_root = verify(&changed).is_ok_and(|chain| chain.root == verify(&whole).unwrap().root);
        prop_assert_eq!(same_root, changed == whole);
    }
}
