//! Verifying 100,000 records against reading their bytes, hashing the bodies, following the chain and building the root.

use decklog_journal::Hash;
use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

use crate::pairs::{pairs, timed};
use crate::table::{Judged, Table};
use crate::{batch, home, text};

pub(crate) fn run(table: &mut Table) {
    let folder = home::folder();
    let path = folder.path().join("ours.decklog");
    let workspace = batch::workspace(&path);
    let texts: Vec<String> = (0..batch::EVENTS).map(text::note).collect();
    batch::import(&workspace, &texts);
    let conn = Connection::open(&path).unwrap();
    let found = workspace.verify().unwrap();
    assert!(found.holds());
    assert_eq!(Hash::from_bytes(scan(&conn)), found.journals[0].chain.root);
    let pairs = pairs(9, |_| timed(|| scan(&conn)), |_| timed(|| workspace.verify().unwrap()));
    table.pairs("verify 100,000 records / scan, chain, root", pairs, Some(1.5), Judged::Median);
}

/// Reads all bodies and payload lines, follows the links and gives the root of the tree (RFC 6962).
fn scan(conn: &Connection) -> [u8; 32] {
    let mut statement = conn
        .prepare_cached(
            "SELECT body, line FROM record r JOIN payload p ON p.place = r.place ORDER BY r.place",
        )
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    let (mut last, mut size) = ([0; 32], 0u64);
    let mut peaks: Vec<[u8; 32]> = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let body = row.get_ref(0).unwrap().as_blob().unwrap();
        std::hint::black_box(row.get_ref(1).unwrap().as_blob().unwrap().len());
        let body_text = std::str::from_utf8(body).unwrap();
        let prev = body_text.split_once("\"prev\":\"").unwrap().1;
        assert_eq!(&prev[..64], Hash::from_bytes(last).to_string());
        last = hash(&[&[0], body]);
        let mut node = last;
        for _ in 0..size.trailing_ones() {
            node = hash(&[&[1], &peaks.pop().unwrap(), &node]);
        }
        peaks.push(node);
        size += 1;
    }
    let fold = |right: [u8; 32], left: &[u8; 32]| hash(&[&[1], left, &right]);
    let (smallest, larger) = peaks.split_last().unwrap();
    larger.iter().rev().fold(*smallest, fold)
}

fn hash(parts: &[&[u8]]) -> [u8; 32] {
    let mut digest = Sha256::new();
    parts.iter().for_each(|part| digest.update(part));
    digest.finalize().into()
}
