//! Searching 10,000 documents against FTS5 alone, with the same expression, ranking and number of hits.

use rusqlite::{Connection, params};

use crate::pairs::{pairs, timed};
use crate::table::{Judged, Table};
use crate::text::Words;
use crate::{bare, documents, home, text};

const SEARCHES: usize = 400;

/// Hits asked for.
const LIMIT: u32 = 20;

pub(crate) fn run(table: &mut Table) {
    let folder = home::folder();
    let source = folder.path().join("source");
    text::write_documents(&source, documents::DOCUMENTS);
    let mut conn = bare::create(&folder.path().join("bare.sqlite"));
    documents::import_bare(&mut conn, &source);
    let app = documents::workspace(&folder.path().join("ours.decklog"));
    documents::import(&app, &source);
    // One to three words as people type them, the last one half typed now and then.
    let mut words = Words::new(7);
    let queries: Vec<String> = (0..=SEARCHES)
        .map(|number| {
            let query = words.words(1 + number % 3);
            let cut = if number % 4 == 0 { 2 } else { 0 };
            query[..query.len() - cut.min(query.len() - 2)].to_owned()
        })
        .collect();
    let found = |n: usize| {
        assert_eq!(app.search(&queries[n], LIMIT).unwrap().len(), search(&conn, &queries[n]).len())
    };
    (0..20).for_each(found);
    let limit = |n: usize| timed(|| search(&conn, &queries[n]));
    let ours = |n: usize| timed(|| app.search(&queries[n], LIMIT).unwrap());
    table.pairs("search 10,000 documents / FTS5", pairs(SEARCHES, limit, ours), Some(1.5), Judged::Tail);
}

fn search(conn: &Connection, words: &str) -> Vec<(String, String)> {
    let (head, last) = words.rsplit_once(' ').map_or((None, words), |(head, last)| (Some(head), last));
    let mut query: String =
        head.iter().flat_map(|head| head.split(' ')).map(|word| format!("{word} AND ")).collect();
    query += &if last.len() < 3 { format!("({last} OR title : {last}*)") } else { format!("{last}*") };
    let mut statement = conn
        .prepare_cached(
            "SELECT d.title, snippet(words, -1, '', '', '…', 16) FROM words JOIN document d ON d.n = words.rowid
             WHERE words MATCH ?1 AND rank MATCH 'bm25(8.0, 1.0)' ORDER BY rank LIMIT ?2",
        )
        .unwrap();
    let rows = statement.query_map(params![query, LIMIT], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.unwrap().map(Result::unwrap).collect()
}
