//! The formats that every field must have, the same for writing and reading.

use super::{MAX_BODY, Record, RecordError, VERSION};
use crate::canonical::MAX_INTEGER;
use crate::format::{
    is_code, is_event_type, is_identifier, is_instant, is_label, is_offset, is_origin, is_uuid, is_uuid_v7,
};

const UUID: &str = "a UUID in lower case";
const UUID_V7: &str = "a UUIDv7 in lower case";
const NUMBER: &str = "an integer from 0 to 2^53 - 1";

impl<T: AsRef<str>> Record<T> {
    /// Refuses a field without its format.
    pub(super) fn check(&self) -> Result<(), RecordError> {
        if self.v != VERSION {
            return Err(RecordError::Version(self.v.into()));
        }
        let role = self.actor.role.as_ref().map(T::as_ref);
        let corr = self.corr.as_ref().map(T::as_ref);
        field("log", is_origin(self.log.as_ref()), "decklog/ and a UUID in lower case")?;
        field("seq", self.seq <= MAX_INTEGER, NUMBER)?;
        field("lam", (1..=MAX_INTEGER).contains(&self.lam), "an integer from 1 to 2^53 - 1")?;
        field("id", is_uuid_v7(self.id.as_ref()), UUID_V7)?;
        field("cmd", is_uuid_v7(self.cmd.as_ref()), UUID_V7)?;
        field("at", is_instant(self.at.as_ref()), "an instant such as 2026-03-14T01:59:26.535Z")?;
        field("tz", is_offset(self.tz.as_ref()), "an offset such as +01:00")?;
        field("clk.boot", is_identifier(self.clk.boot.as_ref()), "1 to 128 visible ASCII characters")?;
        field("clk.ms", self.clk.ms <= MAX_INTEGER, NUMBER)?;
        let sync = matches!(self.clk.sync.as_ref(), "ntp" | "manual" | "unknown");
        field("clk.sync", sync, "ntp, manual or unknown")?;
        field("actor.id", is_uuid(self.actor.id.as_ref()), UUID)?;
        field("actor.role", role.is_none_or(is_code), "a code of a-z, 0-9, _ and -")?;
        let known = matches!(self.actor.known.as_ref(), "os" | "stated" | "key" | "import");
        field("actor.known", known, "os, stated, key or import")?;
        field("dev.id", is_uuid(self.dev.id.as_ref()), UUID)?;
        field("dev.app", is_label(self.dev.app.as_ref()), "1 to 256 bytes without control characters")?;
        field("type", is_event_type(self.kind.as_ref()), "codes joined by dots, such as incident.declared")?;
        field("subj.kind", is_code(self.subj.kind.as_ref()), "a code of a-z, 0-9, _ and -")?;
        field("subj.id", is_identifier(self.subj.id.as_ref()), "1 to 128 visible ASCII characters")?;
        field("corr", corr.is_none_or(is_uuid), UUID)?;
        self.check_text_keys()
    }

    fn check_text_keys(&self) -> Result<(), RecordError> {
        let labels = self.texts.iter().all(|text| is_label(text.k.as_ref()));
        field("texts.k", labels, "1 to 256 bytes without control characters")?;
        if self.texts.len() < 2 {
            return Ok(());
        }
        let mut keys: Vec<&str> = self.texts.iter().map(|text| text.k.as_ref()).collect();
        keys.sort_unstable();
        field("texts.k", keys.windows(2).all(|pair| pair[0] != pair[1]), "there only once")
    }
}

/// Refuses a body that is too long.
pub(super) fn length(body: &[u8]) -> Result<(), RecordError> {
    if body.len() > MAX_BODY { Err(RecordError::TooLong { bytes: body.len() }) } else { Ok(()) }
}

fn field(field: &'static str, fits: bool, expected: &'static str) -> Result<(), RecordError> {
    if fits { Ok(()) } else { Err(RecordError::Field { field, expected }) }
}
