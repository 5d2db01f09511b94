//! Full-text search over what projections hand in.

use rusqlite::{Connection, OptionalExtension, params};

use crate::{Snapshot, StoreError};

/// How many words of a text a hit shows.
const SNIPPET_WORDS: i64 = 16;

/// Rows that join the full-text index at once; the view `document_indexed` says the same.
const STEP: i64 = 64;

/// One thing that search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it is, as the projection named it: `runbook`, `entry`, `postmortem`.
    pub kind: String,
    /// Its id; of an entry, that of the incident.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The words around the best match.
    pub snippet: String,
}

/// Makes an entry of an incident's timeline findable; gives the number of its row, which alone names it.
pub(crate) fn add_entry(conn: &Connection, incident: &str, text: &str) -> Result<i64, StoreError> {
    // Without a number SQLite gives the next one.
    add(conn, None, "entry", incident, "", text)
}

/// Replaces what an entry is found by: the row `n`. Gives the number of its new row.
pub(crate) fn revise_entry(conn: &Connection, n: i64, incident: &str, text: &str) -> Result<i64, StoreError> {
    let next = last_row(conn)? + 1;
    withdraw(conn, n)?;
    add(conn, Some(next), "entry", incident, "", text)
}

/// Makes a thing other than an entry findable, or replaces what it is found by. `kind` and `id` together name it.
pub(crate) fn replace(
    conn: &Connection,
    kind: &str,
    id: &str,
    title: &str,
    body: &str,
) -> Result<(), StoreError> {
    // Taken before: a number is never given twice.
    let n = last_row(conn)? + 1;
    let old: Option<i64> = conn
        .prepare_cached("SELECT n FROM document WHERE kind = ?1 AND id = ?2 AND kind <> 'entry'")?
        .query_row(params![kind, id], |row| row.get(0))
        .optional()?;
    if let Some(old) = old {
        withdraw(conn, old)?;
    }
    add(conn, Some(n), kind, id, title, body)?;
    Ok(())
}

fn add(
    conn: &Connection,
    n: Option<i64>,
    kind: &str,
    id: &str,
    title: &str,
    body: &str,
) -> Result<i64, StoreError> {
    conn.prepare_cached("INSERT INTO document (n, kind, id, title, body) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![n, kind, id, title, body])?;
    Ok(conn.last_insert_rowid())
}

/// Lets the rows of each complete step join the full-text index; once at the end of a transaction, because whatever
/// else it writes would make FTS5 write out its own part each time. What is indexed then follows from the rows alone,
/// so a rebuild indexes the same.
pub(crate) fn catch_up(conn: &Connection) -> Result<(), StoreError> {
    let last = last_row(conn)?;
    let (from, to) = (last_indexed(conn)?, last - last % STEP);
    if from < to {
        conn.prepare_cached(
            "INSERT INTO document_words (rowid, title, body)
             SELECT n, title, body FROM document WHERE n > ?1 AND n <= ?2",
        )?
        .execute(params![from, to])?;
    }
    Ok(())
}

/// Takes away the row that a thing was found by.
fn withdraw(conn: &Connection, n: i64) -> Result<(), StoreError> {
    if n <= last_indexed(conn)? {
        conn.prepare_cached(
            "INSERT INTO document_words (document_words, rowid, title, body)
             SELECT 'delete', n, title, body FROM document WHERE n = ?1",
        )?
        .execute(params![n])?;
    }
    conn.prepare_cached("DELETE FROM document WHERE n = ?1")?.execute(params![n])?;
    Ok(())
}

fn last_row(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn.prepare_cached("SELECT coalesce(max(n), 0) FROM document")?.query_row([], |row| row.get(0))?)
}

/// The last row that stands in the full-text index: FTS5 keeps a size for each.
fn last_indexed(conn: &Connection) -> Result<i64, StoreError> {
    let sql = "SELECT coalesce(max(id), 0) FROM document_words_docsize";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

impl Snapshot<'_> {
    /// Things that hold every word of `words`, at most `limit`: first those among the newest 63, then all others,
    /// each best first. The last word matches as a beginning, one of a letter or two only of a title: nearly every text
    /// has a word that begins so. Accents and letter case do not count; punctuation separates words. No words find
    /// nothing.
    pub fn search(&self, words: &str, limit: u32) -> Result<Vec<Hit>, StoreError> {
        let Some(query) = match_expression(words) else {
            return Ok(Vec::new());
        };
        let mut hits = self.search_newest(&query, limit)?;
        let left = limit.saturating_sub(hits.len() as u32);
        hits.extend(find(self.conn, &query, left)?);
        Ok(hits)
    }

    /// Searches the rows that are not indexed yet, by indexing them in memory for the moment.
    fn search_newest(&self, query: &str, limit: u32) -> Result<Vec<Hit>, StoreError> {
        let indexed = last_indexed(self.conn)?;
        if last_row(self.conn)? == indexed {
            return Ok(Vec::new());
        }
        let moment = Connection::open_in_memory()?;
        moment.execute_batch(concat!(
            include_str!("schema/search.sql"),
            "DROP VIEW document_indexed; CREATE VIEW document_indexed AS SELECT n, title, body FROM document;"
        ))?;
        let mut newest =
            self.conn.prepare_cached("SELECT n, kind, id, title, body FROM document WHERE n > ?1")?;
        let mut rows = newest.query(params![indexed])?;
        let mut keep = moment.prepare("INSERT INTO document VALUES (?1, ?2, ?3, ?4, ?5)")?;
        let mut add =
            moment.prepare("INSERT INTO document_words (rowid, title, body) VALUES (?1, ?2, ?3)")?;
        while let Some(row) = rows.next()? {
            let text = |column: usize| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
            let n: i64 = row.get(0)?;
            keep.execute(params![n, text(1)?, text(2)?, text(3)?, text(4)?])?;
            add.execute(params![n, text(3)?, text(4)?])?;
        }
        find(&moment, query, limit)
    }
}

/// Runs an FTS5 expression over the indexed rows; a word in a title counts eight times one in a body. Ordering by
/// `rank` alone lets FTS5 make snippets for the hits that are shown only.
fn find(conn: &Connection, query: &str, limit: u32) -> Result<Vec<Hit>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT d.kind, d.id, d.title, snippet(document_words, -1, '', '', '…', ?3)
         FROM document_words JOIN document d ON d.n = document_words.rowid
         WHERE document_words MATCH ?1 AND rank MATCH 'bm25(8.0, 1.0)' ORDER BY rank LIMIT ?2",
    )?;
    let hits = statement.query_map(params![query, limit, SNIPPET_WORDS], |row| {
        Ok(Hit { kind: row.get(0)?, id: row.get(1)?, title: row.get(2)?, snippet: row.get(3)? })
    })?;
    Ok(hits.collect::<Result<_, _>>()?)
}

/// From so many bytes on, a beginning is looked for in texts too. Of most scripts outside Europe one letter has three,
/// and says as much.
const BEGINNING: usize = 3;

/// The words as an FTS5 expression that cannot be a syntax error: each quoted, the last one open at its end.
fn match_expression(words: &str) -> Option<String> {
    let mut words: Vec<&str> =
        words.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    let last = words.pop()?;
    let mut query: String = words.into_iter().map(|word| format!("{} AND ", quoted(word))).collect();
    let (short, last) = (last.len() < BEGINNING, quoted(last));
    query += &if short { format!("({last} OR title : {last}*)") } else { format!("{last}*") };
    Some(query)
}

fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\"").replace('\0', ""))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{add_entry, catch_up, match_expression, replace, revise_entry};
    use std::collections::BTreeSet;

    use crate::{Snapshot, digest};
    use rusqlite::Connection;

    fn found(conn: &Connection, words: &str) -> Vec<String> {
        Snapshot { conn }.search(words, 100).unwrap().into_iter().map(|hit| hit.id).collect()
    }

    #[test]
    fn what_people_type_is_never_syntax() {
        assert_eq!(match_expression("disk full").as_deref(), Some(r#""disk" AND "full"*"#));
        assert_eq!(match_expression("a\"b OR (").as_deref(), Some(r#""a""b" AND ("OR" OR title : "OR"*)"#));
        assert_eq!(match_expression("障").as_deref(), Some(r#""障"*"#));
        assert_eq!(match_expression(" - * ( "), None);
    }

    #[test]
    fn things_are_found_from_their_first_moment_and_by_their_newest_words() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(include_str!("schema/search.sql")).unwrap();
        let index = |kind: &str, id: &str, title: &str, body: &str| {
            replace(&conn, kind, id, title, body).unwrap();
            catch_up(&conn).unwrap();
        };
        for n in 1..=200 {
            index("runbook", &n.to_string(), "", &format!("Größe number{n} shared"));
            assert_eq!(found(&conn, &format!("grosse number{n} share")), Vec::<String>::new());
            assert_eq!(found(&conn, &format!("große number{n} sha"))[0], n.to_string());
            assert_eq!(found(&conn, "shared").len(), n.min(100));
            digest::check_words(&conn).unwrap();
        }
        // One row of the index, one of the newest, one replaced twice.
        for (id, words) in [("5", "changed"), ("199", "changed"), ("5", "again")] {
            index("runbook", id, "", words);
            digest::check_words(&conn).unwrap();
        }
        assert!(!found(&conn, "number5").contains(&"5".to_owned()));
        assert_eq!(found(&conn, "changed"), ["199"]);
        assert_eq!(found(&conn, "again"), ["5"]);
        index("postmortem", "5", "Again and again", "");
        assert_eq!(found(&conn, "again"), ["5", "5"]);
    }

    #[test]
    fn a_letter_or_two_are_the_beginning_of_a_title_or_a_whole_word() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(include_str!("schema/search.sql")).unwrap();
        for (id, title, body) in
            [("title", "Database is full", ""), ("word", "", "ask the da"), ("text", "", "data and dates")]
        {
            replace(&conn, "runbook", id, title, body).unwrap();
        }
        let both = ["title", "word"].map(String::from);
        assert_eq!(found(&conn, "da").into_iter().collect::<BTreeSet<_>>(), both.into());
        assert_eq!(found(&conn, "ask da"), ["word"]);
        assert_eq!(found(&conn, "dat").len(), 2);
    }

    #[test]
    fn of_many_entries_of_an_incident_only_the_revised_one_changes() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(include_str!("schema/search.sql")).unwrap();
        let rows: Vec<i64> =
            (1..=100).map(|n| add_entry(&conn, "incident", &format!("shared number{n}")).unwrap()).collect();
        catch_up(&conn).unwrap();
        // One row of the index, the last of the index, one of the newest, the newest.
        for n in [5, 64, 70, 100] {
            let again = revise_entry(&conn, rows[n - 1], "incident", &format!("shared changed{n}")).unwrap();
            let last = revise_entry(&conn, again, "incident", &format!("shared last{n}")).unwrap();
            assert!(last > rows[99]);
            catch_up(&conn).unwrap();
            digest::check_words(&conn).unwrap();
            for gone in [format!("number{n}"), format!("changed{n}")] {
                assert!(!found_whole(&conn, &gone), "{gone}");
            }
            assert_eq!(found(&conn, &format!("last{n}")), ["incident"]);
            assert_eq!(found(&conn, "shared").len(), 100);
        }
    }

    /// Whether a body ends with this word; search takes the last word for a beginning.
    fn found_whole(conn: &Connection, word: &str) -> bool {
        let hits = Snapshot { conn }.search(word, 100).unwrap();
        hits.iter().any(|hit| hit.snippet.ends_with(&format!(" {word}")))
    }

    #[test]
    fn many_things_of_one_transaction_are_found_before_and_after_they_are_indexed() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(include_str!("schema/search.sql")).unwrap();
        for round in ["first", "second"] {
            for n in 1..=150 {
                replace(&conn, "runbook", &n.to_string(), "", &format!("{round} number{n}")).unwrap();
                add_entry(&conn, "incident", &format!("{round} entry{n}")).unwrap();
            }
            replace(&conn, "runbook", "7", "", "replaced at once").unwrap();
            // number8 and number80 to number89.
            assert_eq!(found(&conn, &format!("{round} number8")).len(), 11);
            catch_up(&conn).unwrap();
            digest::check_words(&conn).unwrap();
            assert_eq!(found(&conn, "replaced"), ["7"]);
            assert_eq!(found(&conn, &format!("{round} entry150")), ["incident"]);
        }
        assert_eq!(found(&conn, "first number150"), Vec::<String>::new());
    }
}
