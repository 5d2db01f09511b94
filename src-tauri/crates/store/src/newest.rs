//! Walking through the records of all journals from the newest back.

use std::collections::VecDeque;

use rusqlite::{Connection, OptionalExtension, params};

use crate::event::RawRecord;
use crate::{Place, Snapshot, StoreError};

/// Rows fetched at a time.
const CHUNK: i64 = 64;

/// Records in the reverse of the fold order (lam, origin, seq).
pub struct Newest<'c> {
    conn: &'c Connection,
    journals: Vec<Back>,
}

/// One journal, read from its end.
struct Back {
    origin: String,
    first: i64,
    /// Nothing from this key on.
    before: i64,
    chunk: VecDeque<RawRecord>,
}

impl<'c> Snapshot<'c> {
    /// Records from the newest back; with `before`, only those older than it in the fold order.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn newest(&self, before: Option<Place>) -> Result<Newest<'c>, StoreError> {
        let infos = self.journals()?;
        let cut = match before {
            Some(place) => {
                let origin = infos.iter().find(|info| info.id == place.journal).map(|info| &info.origin);
                self.lam_at(place)?.zip(origin.cloned()).map(|(lam, origin)| (place, lam, origin))
            }
            None => None,
        };
        let mut journals = Vec::with_capacity(infos.len());
        for info in infos {
            let keys = Place::keys_of(info.id);
            let end = match &cut {
                None => keys.end,
                Some((place, ..)) if place.journal == info.id => place.key(),
                Some((_, lam, origin)) => self.end_below(&keys, *lam, info.origin < *origin)?,
            };
            let chunk = VecDeque::new();
            journals.push(Back { origin: info.origin, first: keys.start, before: end, chunk });
        }
        // Of equal lam the greater origin is the newer.
        journals.sort_by(|left, right| right.origin.cmp(&left.origin));
        Ok(Newest { conn: self.conn, journals })
    }

    fn lam_at(&self, place: Place) -> Result<Option<i64>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT lam FROM record WHERE place = ?1")?;
        Ok(statement.query_row(params![place.key()], |row| row.get(0)).optional()?)
    }

    /// One past the last key whose `lam` is below, or with `inclusive` not above, the given one.
    fn end_below(&self, keys: &std::ops::Range<i64>, lam: i64, inclusive: bool) -> Result<i64, StoreError> {
        let limit = if inclusive { lam } else { lam - 1 };
        let mut statement = self.conn.prepare_cached(
            "SELECT place FROM record WHERE place >= ?1 AND place < ?2 AND lam <= ?3 ORDER BY place DESC LIMIT 1",
        )?;
        let last: Option<i64> =
            statement.query_row(params![keys.start, keys.end, limit], |row| row.get(0)).optional()?;
        Ok(last.map_or(keys.start, |last| last + 1))
    }
}

impl Back {
    fn peek(&mut self, conn: &Connection) -> Result<Option<u64>, StoreError> {
        if self.chunk.is_empty() && self.before > self.first {
            let mut statement = conn.prepare_cached(
                "SELECT r.place, r.lam, r.leaf, r.body, p.line
                 FROM record r LEFT JOIN payload p ON p.place = r.place
                 WHERE r.place >= ?1 AND r.place < ?2 ORDER BY r.place DESC LIMIT ?3",
            )?;
            let mut rows = statement.query(params![self.first, self.before, CHUNK])?;
            while let Some(row) = rows.next()? {
                self.chunk.push_back(RawRecord::of_row(row)?);
            }
            self.before = self.chunk.back().map_or(self.first, |last| last.place.key());
        }
        Ok(self.chunk.front().map(|record| record.lam))
    }
}

impl Newest<'_> {
    fn next_record(&mut self) -> Result<Option<RawRecord>, StoreError> {
        let mut newest: Option<(u64, usize)> = None;
        for (index, journal) in self.journals.iter_mut().enumerate() {
            if let Some(lam) = journal.peek(self.conn)?
                && newest.is_none_or(|(other, _)| lam > other)
            {
                newest = Some((lam, index));
            }
        }
        Ok(newest.and_then(|(_, index)| self.journals[index].chunk.pop_front()))
    }
}

impl Iterator for Newest<'_> {
    type Item = Result<RawRecord, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.next_record() {
            Ok(record) => record.map(Ok),
            Err(error) => {
                self.journals.clear();
                Some(Err(error))
            }
        }
    }
}
