//! Full-text search over what projections hand in.

use rusqlite::{Connection, params};

use crate::{Snapshot, StoreError};

/// How many words of a text a hit shows.
const SNIPPET_WORDS: i64 = 16;

/// One thing that search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it is, as the projection named it: `runbook`, `entry`, `postmortem`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The words around the best match.
    pub snippet: String,
}

/// Makes a thing findable, or replaces what it is found by. `kind` and `id` together name it.
pub(crate) fn index(
    conn: &Connection,
    kind: &str,
    id: &str,
    title: &str,
    body: &str,
) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO document (kind, id, title, body) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (kind, id) DO UPDATE SET title = excluded.title, body = excluded.body",
    )?
    .execute(params![kind, id, title, body])?;
    Ok(())
}

impl Snapshot<'_> {
    /// Things that hold every word of `words`, best first, at most `limit`. The last word matches as a beginning;
    /// accents and letter case do not count; punctuation separates words. No words find nothing.
    pub fn search(&self, words: &str, limit: u32) -> Result<Vec<Hit>, StoreError> {
        let Some(query) = match_expression(words) else {
            return Ok(Vec::new());
        };
        let mut statement = self.conn.prepare_cached(
            "SELECT d.kind, d.id, d.title, snippet(document_words, -1, '', '', '…', ?3)
             FROM document_words JOIN document d ON d.n = document_words.rowid
             WHERE document_words MATCH ?1 ORDER BY bm25(document_words, 8.0, 1.0), d.n LIMIT ?2",
        )?;
        let hits = statement.query_map(params![query, limit, SNIPPET_WORDS], |row| {
            Ok(Hit { kind: row.get(0)?, id: row.get(1)?, title: row.get(2)?, snippet: row.get(3)? })
        })?;
        Ok(hits.collect::<Result<_, _>>()?)
    }
}

/// The words as an FTS5 expression that cannot be a syntax error: each quoted, the last one open at its end.
fn match_expression(words: &str) -> Option<String> {
    let words: Vec<String> = words
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| format!("\"{}\"", word.replace('"', "\"\"").replace('\0', "")))
        .collect();
    if words.is_empty() { None } else { Some(format!("{}*", words.join(" "))) }
}

#[cfg(test)]
mod tests {
    use super::match_expression;

    #[test]
    fn what_people_type_is_never_syntax() {
        assert_eq!(match_expression("disk full").as_deref(), Some("\"disk\" \"full\"*"));
        assert_eq!(match_expression("a\"b OR (").as_deref(), Some("\"a\"\"b\" \"OR\"*"));
        assert_eq!(match_expression(" - * ( "), None);
    }
}
