//! Writing: one transaction that appends records and folds them.

use std::ops::Deref;

use decklog_journal::payload::{self, Content, Payload, PayloadError, Text};
use decklog_journal::record::{DeviceRef, MAX_BODY, Record, RecordError, TextCommitment};
use decklog_journal::{canonical, tree};
use rusqlite::{Connection, params};

use crate::derived::{self, Pending};
use crate::draft::{Draft, Fresh, TextDraft};
use crate::event::StoredEvent;
use crate::head::{self, Head, Opening};
use crate::workspace::{Host, Mode};
use crate::{Place, Snapshot, StoreError, blob, projection, search};

/// Words shorter than this take no less of a line as a blob, where their hash stands.
const WORTH_A_BLOB: usize = 128;

/// What can be done inside [`crate::Workspace::write`]. Everything that [`Snapshot`] reads can be read here too and
/// includes what this transaction appended.
pub struct Tx<'t> {
    snapshot: Snapshot<'t>,
    host: &'t Host,
    mode: Mode,
    fresh: &'t mut dyn Fresh,
    head: Option<Head>,
    pending: Pending,
    /// An append that failed half-way must not be committed, even when the caller goes on.
    broken: bool,
}

impl<'t> Deref for Tx<'t> {
    type Target = Snapshot<'t>;

    fn deref(&self) -> &Snapshot<'t> {
        &self.snapshot
    }
}

impl<'t> Tx<'t> {
    pub(crate) fn new(conn: &'t Connection, host: &'t Host, mode: Mode, fresh: &'t mut dyn Fresh) -> Self {
        let snapshot = Snapshot { conn };
        Self { snapshot, host, mode, fresh, head: None, pending: Pending::default(), broken: false }
    }

    /// Appends one record to this device's journal and folds it into the projections. If this device has no open
    /// journal, a new one is begun first, which seals the open one by citing it.
    ///
    /// # Errors
    /// [`StoreError::BadRecord`], [`StoreError::TooLarge`] and whatever storing reports. After an error the
    /// transaction can no longer be committed.
    pub fn append(&mut self, draft: Draft) -> Result<StoredEvent, StoreError> {
        self.broken = true;
        let mut head = match self.head.take() {
            Some(head) => head,
            None => match head::load(&self.snapshot, &self.host.device)? {
                Some(head) => head,
                None => self.begin_journal(&draft)?,
            },
        };
        let event = self.append_to(&mut head, draft)?;
        self.head = Some(head);
        self.broken = false;
        Ok(event)
    }

    /// As [`Snapshot::records_of_cmd`], with what this transaction appended.
    pub fn records_of_cmd(&self, cmd: &str) -> Result<Vec<Place>, StoreError> {
        match self.pending.records_of_cmd(cmd) {
            Some(places) => Ok(places),
            None => self.snapshot.records_of_cmd(cmd),
        }
    }

    /// The source of ids and salts of this write.
    pub fn fresh(&mut self) -> &mut dyn Fresh {
        self.fresh
    }

    /// Begins the workspace's first journal; only for creation.
    pub(crate) fn append_first(&mut self, opening: Opening, name: String) -> Result<(), StoreError> {
        let (mut head, draft) = head::begin(self.conn, &self.host.device, opening, name, None)?;
        self.append_to(&mut head, draft)?;
        self.head = Some(head);
        Ok(())
    }

    /// Writes what was gathered during the transaction; the caller commits next.
    pub(crate) fn finish(mut self) -> Result<(), StoreError> {
        if self.broken {
            return Err(StoreError::BadRecord("an append of this transaction failed".to_owned()));
        }
        self.pending.flush(self.snapshot.conn)?;
        search::catch_up(self.snapshot.conn)
    }

    fn begin_journal(&mut self, draft: &Draft) -> Result<Head, StoreError> {
        let mut stamp = draft.stamp.clone();
        // Not the caller's command: repeating that one must find its own records only.
        stamp.cmd = self.fresh.id();
        let opening = Opening { uuid: self.fresh.id(), id: self.fresh.id(), stamp, mode: self.mode };
        let (mut head, first) = head::begin_after(&self.snapshot, &self.host.device, opening)?;
        self.append_to(&mut head, first)?;
        Ok(head)
    }

    fn append_to(&mut self, head: &mut Head, draft: Draft) -> Result<StoredEvent, StoreError> {
        if !(self.host.known)(&draft.kind) {
            return Err(StoreError::BadRecord(format!("{} is no event type of this program", draft.kind)));
        }
        let place = Place { journal: head.journal, seq: head.size };
        let (record, mut payload) = self.build(head, draft)?;
        let body = record.to_body().map_err(|error| match error {
            RecordError::TooLong { bytes } => {
                StoreError::TooLarge { what: "one record without its text", bytes, limit: MAX_BODY }
            }
            other => StoreError::BadRecord(other.to_string()),
        })?;
        let line = self.line(&record, &mut payload)?;
        head.prev = self.store(place, record.lam, &body, &line)?;
        head.lam = record.lam;
        head.size += 1;
        derived::keep_frontier_at(self.snapshot.conn, head.journal, head.size)?;
        self.pending.note(self.snapshot.conn, place, &record)?;
        let event = StoredEvent::new(head.journal, record, payload);
        projection::apply(self.snapshot.conn, &event)?;
        Ok(event)
    }

    /// Draws the salts, stores the blobs and commits to facts and texts.
    fn build(&mut self, head: &Head, draft: Draft) -> Result<(Record, Payload), StoreError> {
        let Draft { id, stamp, kind, subj, corr, facts, texts } = draft;
        let facts_bytes =
            canonical::to_bytes(&facts).map_err(|error| StoreError::BadRecord(error.to_string()))?;
        let facts_salt = self.fresh.salt();
        let mut kept = Vec::with_capacity(texts.len());
        let mut commitments = Vec::with_capacity(texts.len());
        for (k, text) in texts {
            let salt = self.fresh.salt();
            let (h, content) = match text {
                TextDraft::Words(words) => (payload::commit(&salt, words.as_bytes()), Content::Words(words)),
                TextDraft::Blob(bytes) => {
                    (payload::commit(&salt, &bytes), Content::Blob(blob::store(self.conn, &bytes)?))
                }
                TextDraft::Stored(hash) => {
                    let bytes = self.blob(&hash)?.ok_or_else(|| {
                        StoreError::BadRecord(format!("the workspace does not hold content {hash}"))
                    })?;
                    (payload::commit(&salt, &bytes), Content::Blob(hash))
                }
            };
            commitments.push(TextCommitment { k: k.clone(), h });
            kept.push(Text { k, salt, content });
        }
        let record = Record {
            v: 1,
            log: head.origin.clone(),
            seq: head.size,
            prev: head.prev,
            lam: head.lam + 1,
            id,
            cmd: stamp.cmd,
            at: stamp.at,
            tz: stamp.tz,
            clk: stamp.clk,
            actor: stamp.actor,
            dev: DeviceRef { id: self.host.device.clone(), app: self.host.app.clone() },
            kind,
            subj,
            corr,
            facts: payload::commit(&facts_salt, &facts_bytes),
            texts: commitments,
        };
        Ok((record, Payload { facts, facts_salt, texts: kept }))
    }

    /// The payload's line. While it is too long, its longest words become a blob: what a record commits to is their
    /// bytes, wherever they are kept.
    fn line(&self, record: &Record, payload: &mut Payload) -> Result<Vec<u8>, StoreError> {
        loop {
            let bytes = match payload.to_line(&record.log, record.seq) {
                Err(PayloadError::TooLong { bytes }) => bytes,
                line => return line.map_err(|error| StoreError::BadRecord(error.to_string())),
            };
            let longest = payload.texts.iter_mut().max_by_key(|text| words_of(text).len());
            match longest {
                Some(text) if words_of(text).len() > WORTH_A_BLOB => {
                    text.content = Content::Blob(blob::store(self.conn, words_of(text).as_bytes())?);
                }
                _ => {
                    let what = "the text of one record";
                    return Err(StoreError::TooLarge { what, bytes, limit: payload::MAX_LINE });
                }
            }
        }
    }

    /// Inserts body and payload line, then reads them back: what is acknowledged is what the file holds.
    fn store(
        &self,
        place: Place,
        lam: u64,
        body: &[u8],
        line: &[u8],
    ) -> Result<decklog_journal::Hash, StoreError> {
        let leaf = tree::leaf_hash(body);
        let key = place.key();
        self.conn
            .prepare_cached("INSERT INTO record (place, lam, leaf, body) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![key, lam as i64, leaf.as_bytes(), body])?;
        self.conn
            .prepare_cached("INSERT INTO payload (place, line) VALUES (?1, ?2)")?
            .execute(params![key, line])?;
        let mut statement = self.conn.prepare_cached(
            "SELECT r.leaf, r.body, p.line FROM record r JOIN payload p ON p.place = r.place WHERE r.place = ?1",
        )?;
        // Equal bytes have an equal hash: comparing them says as much as hashing again.
        let same = statement.query_row(params![key], |row| {
            Ok(row.get_ref(0)?.as_blob()? == leaf.as_bytes()
                && row.get_ref(1)?.as_blob()? == body
                && row.get_ref(2)?.as_blob()? == line)
        })?;
        if same {
            Ok(leaf)
        } else {
            Err(StoreError::Damaged("a record read back differs from what was written".to_owned()))
        }
    }

    /// Sets a setting or draft of this copy, or removes it with `None`. It is not recorded.
    pub fn set_local(&self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        match value {
            Some(value) => self
                .conn
                .prepare_cached(
                    "INSERT INTO local (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
                )?
                .execute(params![key, value])?,
            None => self.conn.prepare_cached("DELETE FROM local WHERE key = ?1")?.execute(params![key])?,
        };
        Ok(())
    }
}

/// The words of a text that stand in the payload itself.
fn words_of(text: &Text) -> &str {
    match &text.content {
        Content::Words(words) => words,
        Content::Blob(_) => "",
    }
}
