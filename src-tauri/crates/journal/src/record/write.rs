//! From a record to its body.

use super::{Record, RecordError, check};
use crate::canonical::{put_hex, put_integer, put_string};

impl<T: AsRef<str>> Record<T> {
    /// The bytes that are hashed: canonical JSON, keys in order, absent options left out. Fails on a field without
    /// its format and on a body over [`super::MAX_BODY`].
    pub fn to_body(&self) -> Result<Vec<u8>, RecordError> {
        self.check()?;
        let mut body = Body(Vec::with_capacity(1024));
        body.string("{\"actor\":{\"id\":", &self.actor.id).string(",\"known\":", &self.actor.known);
        if let Some(role) = &self.actor.role {
            body.string(",\"role\":", role);
        }
        body.string("},\"at\":", &self.at);
        body.string(",\"clk\":{\"boot\":", &self.clk.boot);
        body.integer(",\"ms\":", self.clk.ms).string(",\"sync\":", &self.clk.sync);
        body.string("},\"cmd\":", &self.cmd);
        if let Some(corr) = &self.corr {
            body.string(",\"corr\":", corr);
        }
        body.string(",\"dev\":{\"app\":", &self.dev.app).string(",\"id\":", &self.dev.id);
        body.hex("},\"facts\":", self.facts.as_bytes());
        body.string(",\"id\":", &self.id).integer(",\"lam\":", self.lam).string(",\"log\":", &self.log);
        body.hex(",\"prev\":", self.prev.as_bytes()).integer(",\"seq\":", self.seq);
        body.string(",\"subj\":{\"id\":", &self.subj.id).string(",\"kind\":", &self.subj.kind);
        body.raw("},\"texts\":[");
        for (index, text) in self.texts.iter().enumerate() {
            body.raw(if index == 0 { "" } else { "," });
            body.hex("{\"h\":", text.h.as_bytes()).string(",\"k\":", &text.k).raw("}");
        }
        body.string("],\"type\":", &self.kind).string(",\"tz\":", &self.tz);
        body.integer(",\"v\":", self.v.into()).raw("}");
        check::length(&body.0)?;
        Ok(body.0)
    }
}

/// A body being written; each call writes what stands before a value, then the value.
struct Body(Vec<u8>);

impl Body {
    fn raw(&mut self, text: &str) -> &mut Body {
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    fn string(&mut self, before: &str, value: &impl AsRef<str>) -> &mut Body {
        put_string(&mut self.raw(before).0, value.as_ref());
        self
    }

    /// `value` was checked to be at most 2^53 − 1.
    fn integer(&mut self, before: &str, value: u64) -> &mut Body {
        put_integer(&mut self.raw(before).0, value as i64);
        self
    }

    fn hex(&mut self, before: &str, value: &[u8]) -> &mut Body {
        put_hex(&mut self.raw(before).0, value);
        self
    }
}
