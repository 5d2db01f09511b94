//! From a body to its record. The canonical form fixes the order of the keys, so a body is read straight through.

use std::borrow::Cow;

use serde_json::Value;

use super::{
    ActorRef, ClockReading, DeviceRef, Record, RecordError, RecordView, Subject, TextCommitment, VERSION,
    check,
};
use crate::Hash;
use crate::canonical::{self, CanonicalError, Reader};

impl Record {
    /// [`RecordView::read`], with strings of its own.
    pub fn from_body(body: &[u8]) -> Result<Record, RecordError> {
        RecordView::read(body).map(RecordView::into_owned)
    }
}

impl<'a> RecordView<'a> {
    /// Reads a body. Fails when it is too long, not canonical, of another version, or when a field is missing,
    /// unknown or without its format. What is accepted gives the same bytes with [`Record::to_body`].
    pub fn read(body: &'a [u8]) -> Result<RecordView<'a>, RecordError> {
        check::length(body)?;
        let record = fields(&mut Reader::new(body)?).map_err(|error| explain(body, error))?;
        record.check()?;
        Ok(record)
    }

    /// The same record, no longer bound to its body.
    pub fn into_owned(self) -> Record {
        let own = |text: Cow<'_, str>| text.into_owned();
        let commitment = |text: TextCommitment<_>| TextCommitment { k: own(text.k), h: text.h };
        Record {
            v: self.v,
            log: own(self.log),
            seq: self.seq,
            prev: self.prev,
            lam: self.lam,
            id: own(self.id),
            cmd: own(self.cmd),
            at: own(self.at),
            tz: own(self.tz),
            clk: ClockReading { boot: own(self.clk.boot), ms: self.clk.ms, sync: own(self.clk.sync) },
            actor: ActorRef {
                id: own(self.actor.id),
                role: self.actor.role.map(own),
                known: own(self.actor.known),
            },
            dev: DeviceRef { id: own(self.dev.id), app: own(self.dev.app) },
            kind: own(self.kind),
            subj: Subject { kind: own(self.subj.kind), id: own(self.subj.id) },
            corr: self.corr.map(own),
            facts: self.facts,
            texts: self.texts.into_iter().map(commitment).collect(),
        }
    }
}

fn fields<'a>(reader: &mut Reader<'a>) -> Result<RecordView<'a>, CanonicalError> {
    let actor_id = text(reader, "{\"actor\":{\"id\":")?;
    let known = text(reader, ",\"known\":")?;
    let role = optional(reader, ",\"role\":")?;
    let at = text(reader, "},\"at\":")?;
    let boot = text(reader, ",\"clk\":{\"boot\":")?;
    let ms = number(reader, ",\"ms\":")?;
    let sync = text(reader, ",\"sync\":")?;
    let cmd = text(reader, "},\"cmd\":")?;
    let corr = optional(reader, ",\"corr\":")?;
    let app = text(reader, ",\"dev\":{\"app\":")?;
    let device_id = text(reader, ",\"id\":")?;
    let facts = hash(reader, "},\"facts\":")?;
    let id = text(reader, ",\"id\":")?;
    let lam = number(reader, ",\"lam\":")?;
    let log = text(reader, ",\"log\":")?;
    let prev = hash(reader, ",\"prev\":")?;
    let seq = number(reader, ",\"seq\":")?;
    let subject_id = text(reader, ",\"subj\":{\"id\":")?;
    let subject_kind = text(reader, ",\"kind\":")?;
    reader.literal("},\"texts\":")?;
    let mut texts = Vec::new();
    reader.array(|reader| {
        let h = hash(reader, "{\"h\":")?;
        let k = text(reader, ",\"k\":")?;
        texts.push(TextCommitment { k, h });
        reader.literal("}")
    })?;
    let kind = text(reader, ",\"type\":")?;
    let tz = text(reader, ",\"tz\":")?;
    let v = number(reader, ",\"v\":")?;
    reader.literal("}")?;
    reader.end()?;
    Ok(Record {
        v: u32::try_from(v).unwrap_or(u32::MAX),
        log,
        seq,
        prev,
        lam,
        id,
        cmd,
        at,
        tz,
        clk: ClockReading { boot, ms, sync },
        actor: ActorRef { id: actor_id, role, known },
        dev: DeviceRef { id: device_id, app },
        kind,
        subj: Subject { kind: subject_kind, id: subject_id },
        corr,
        facts,
        texts,
    })
}

fn text<'a>(reader: &mut Reader<'a>, before: &str) -> Result<Cow<'a, str>, CanonicalError> {
    reader.literal(before)?;
    reader.string()
}

fn optional<'a>(reader: &mut Reader<'a>, before: &str) -> Result<Option<Cow<'a, str>>, CanonicalError> {
    if reader.accept_literal(before) { reader.string().map(Some) } else { Ok(None) }
}

fn number(reader: &mut Reader<'_>, before: &str) -> Result<u64, CanonicalError> {
    reader.literal(before)?;
    reader.natural()
}

fn hash(reader: &mut Reader<'_>, before: &str) -> Result<Hash, CanonicalError> {
    reader.literal(before)?;
    reader.hex().map(Hash::from_bytes)
}

/// Names the reason by which a reader would be helped most: what is wrong with the JSON, else that the version is
/// newer, else where the fields differ.
fn explain(body: &[u8], error: CanonicalError) -> RecordError {
    match canonical::parse(body) {
        Err(error) => RecordError::NotCanonical(error),
        Ok(value) => match value.get("v").and_then(Value::as_u64) {
            Some(v) if v > u64::from(VERSION) => RecordError::Version(v),
            _ => RecordError::Fields { at: error.at },
        },
    }
}
