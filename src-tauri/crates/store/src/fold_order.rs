//! Walking through records without holding more than a few of them.

use std::collections::VecDeque;

use rusqlite::{Connection, params};

use crate::event::{RawRecord, StoredEvent};
use crate::snapshot::JournalInfo;
use crate::{Place, StoreError};

/// Rows fetched at a time: enough to make the statement's start-up cheap, few enough to bound memory.
const CHUNK: i64 = 64;

/// The records of one journal in their order.
pub struct JournalCursor<'c> {
    conn: &'c Connection,
    next_key: i64,
    end_key: i64,
    chunk: VecDeque<RawRecord>,
}

impl<'c> JournalCursor<'c> {
    pub(crate) fn new(conn: &'c Connection, journal: i64, from: u64) -> Self {
        let end_key = Place::keys_of(journal).end;
        Self { conn, next_key: Place { journal, seq: from }.key(), end_key, chunk: VecDeque::new() }
    }

    fn fill(&mut self) -> Result<(), StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT r.place, r.lam, r.leaf, r.body, p.line
             FROM record r LEFT JOIN payload p ON p.place = r.place
             WHERE r.place >= ?1 AND r.place < ?2 ORDER BY r.place LIMIT ?3",
        )?;
        let mut rows = statement.query(params![self.next_key, self.end_key, CHUNK])?;
        while let Some(row) = rows.next()? {
            self.chunk.push_back(RawRecord::of_row(row)?);
        }
        self.next_key = self.chunk.back().map_or(self.end_key, |last| last.place.key() + 1);
        Ok(())
    }

    fn peek(&mut self) -> Result<Option<&RawRecord>, StoreError> {
        if self.chunk.is_empty() && self.next_key < self.end_key {
            self.fill()?;
        }
        Ok(self.chunk.front())
    }
}

impl Iterator for JournalCursor<'_> {
    type Item = Result<RawRecord, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.peek() {
            Ok(_) => self.chunk.pop_front().map(Ok),
            Err(error) => {
                self.next_key = self.end_key;
                Some(Err(error))
            }
        }
    }
}

/// Every event of the workspace, by (lam, origin, seq). Within a journal `lam` rises, so merging the journals' heads
/// gives that order without an index on `lam`.
pub struct FoldOrder<'c> {
    journals: Vec<(String, JournalCursor<'c>)>,
}

impl<'c> FoldOrder<'c> {
    pub(crate) fn new(conn: &'c Connection, journals: &[JournalInfo]) -> Result<Self, StoreError> {
        let mut journals: Vec<_> = journals
            .iter()
            .map(|journal| (journal.origin.clone(), JournalCursor::new(conn, journal.id, 0)))
            .collect();
        journals.sort_by(|left, right| left.0.cmp(&right.0));
        Ok(Self { journals })
    }

    fn next_record(&mut self) -> Result<Option<RawRecord>, StoreError> {
        let mut first: Option<(u64, usize)> = None;
        for (index, (_, cursor)) in self.journals.iter_mut().enumerate() {
            if let Some(head) = cursor.peek()?
                && first.is_none_or(|(lam, _)| head.lam < lam)
            {
                first = Some((head.lam, index));
            }
        }
        match first {
            Some((_, index)) => self.journals[index].1.next().transpose(),
            None => Ok(None),
        }
    }
}

impl Iterator for FoldOrder<'_> {
    type Item = Result<StoredEvent, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.next_record() {
            Ok(record) => record.map(|record| record.event()),
            Err(error) => {
                self.journals.clear();
                Some(Err(error))
            }
        }
    }
}
