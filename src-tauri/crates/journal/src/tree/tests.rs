#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

/// Inputs and roots that implementations of RFC 6962 have in common: the root after each leaf, the empty tree first.
const LEAVES: [&[u8]; 8] =
    [b"", b"\x00", b"\x10", b"\x20\x21", b"\x30\x31", b"@ABC", b"PQRSTUVW", b"`abcdefghijklmno"];
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/// The definition of RFC 6962 section 2.1, word for word: split at the largest power of two below the size.
fn root_by_definition(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of(b""),
        [leaf] => *leaf,
        _ => {
            let split = leaves.len().next_power_of_two() / 2;
            let (left, right) = leaves.split_at(split);
            node_hash(&root_by_definition(left), &root_by_definition(right))
        }
    }
}

#[test]
fn known_roots() {
    let mut frontier = Frontier::new();
    assert_eq!(frontier.root().to_string(), ROOTS[0]);
    for (leaf, root) in LEAVES.iter().zip(&ROOTS[1..]) {
        frontier.push(leaf_hash(leaf));
        assert_eq!(frontier.root().to_string(), *root);
    }
    assert_eq!(frontier.size(), 8);
}

#[test]
fn root_equals_the_definition_for_every_size_to_200() {
    let leaves: Vec<Hash> = (0..200u8).map(|n| leaf_hash(&[n])).collect();
    let mut frontier = Frontier::new();
    for size in 0..=leaves.len() {
        assert_eq!(frontier.root(), root_by_definition(&leaves[..size]), "size {size}");
        assert_eq!(frontier.size(), size as u64);
        let stored = frontier.to_bytes();
        assert_eq!(stored.len(), 8 + 32 * size.count_ones() as usize);
        assert_eq!(Frontier::from_bytes(&stored).unwrap(), frontier);
        if let Some(leaf) = leaves.get(size) {
            frontier.push(*leaf);
        }
    }
}

#[test]
fn a_stored_frontier_of_another_length_is_refused() {
    let mut frontier = Frontier::new();
    (0..5u8).for_each(|n| frontier.push(leaf_hash(&[n])));
    let stored = frontier.to_bytes();
    for length in 0..stored.len() {
        assert!(Frontier::from_bytes(&stored[..length]).is_err(), "{length}");
    }
    assert!(Frontier::from_bytes(&[&stored[..], &[0]].concat()).is_err());
    assert!(Frontier::from_bytes(&[0xff; 8 + 64 * 32]).is_err());
}

proptest! {
    #[test]
    fn a_stored_frontier_goes_on_like_the_one_it_was(before in 0u64..300, after in 0u64..40) {
        let leaf = |n: u64| leaf_hash(&n.to_be_bytes());
        let mut kept = Frontier::new();
        (0..before).for_each(|n| kept.push(leaf(n)));
        let mut restored = Frontier::from_bytes(&kept.to_bytes()).unwrap();
        for n in before..before + after {
            kept.push(leaf(n));
            restored.push(leaf(n));
        }
        prop_assert_eq!(kept.root(), restored.root());
    }
}
