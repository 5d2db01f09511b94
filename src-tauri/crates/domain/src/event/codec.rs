//! How an event is split into facts and texts, and read back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

/// Shown in place of a text that was redacted.
const REDACTED: &str = "███";

/// A text of an event: words, or content kept as a blob and named by the lower-case hex SHA-256 of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Words as typed.
    Words(String),
    /// Hash of bytes kept elsewhere.
    Blob(String),
    /// Redacted.
    Gone,
}

/// An event ready to be recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Encoded {
    /// Facts: an object in the journal's canonical subset of JSON.
    pub facts: Value,
    /// Texts by key, in a fixed order.
    pub texts: Vec<(String, Content)>,
}

/// A record that cannot be read as its type says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The type is not known to this version.
    #[error("event type `{0}` is not known to this version")]
    UnknownType(String),
    /// A fact is missing or has the wrong shape.
    #[error("facts of `{kind}` cannot be read: {why}")]
    Facts {
        /// Event type.
        kind: &'static str,
        /// What does not fit.
        why: String,
    },
    /// A text is missing.
    #[error("text `{0}` is missing")]
    Text(String),
}

/// Yes or no. The canonical form has no booleans, so that a reader in any language sees the same bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// It holds.
    Yes,
    /// It does not.
    #[default]
    No,
}

impl From<bool> for Flag {
    fn from(yes: bool) -> Flag {
        if yes { Flag::Yes } else { Flag::No }
    }
}

impl Flag {
    /// As a `bool`.
    pub fn is_yes(self) -> bool {
        self == Flag::Yes
    }
}

/// A field of an event that is kept as a text.
pub trait TextField: Sized {
    /// Adds this field's texts below `key`.
    fn put(&self, key: &str, texts: &mut Vec<(String, Content)>);
    /// Whether the text at `below` this field's key (empty for the key itself) is content rather than words.
    fn is_content(_below: &str) -> bool {
        false
    }
    /// Reads it back.
    fn find(key: &str, texts: &BTreeMap<String, Content>) -> Result<Self, DecodeError>;
}

impl TextField for String {
    fn put(&self, key: &str, texts: &mut Vec<(String, Content)>) {
        texts.push((key.into(), Content::Words(self.clone())));
    }

    fn find(key: &str, texts: &BTreeMap<String, Content>) -> Result<Self, DecodeError> {
        <Option<String>>::find(key, texts)?.ok_or_else(|| DecodeError::Text(key.into()))
    }
}

impl TextField for Option<String> {
    fn put(&self, key: &str, texts: &mut Vec<(String, Content)>) {
        if let Some(words) = self {
            words.put(key, texts);
        }
    }

    fn find(key: &str, texts: &BTreeMap<String, Content>) -> Result<Self, DecodeError> {
        Ok(texts.get(key).map(|content| match content {
            Content::Words(words) => words.clone(),
            // Long words are kept as content; whoever reads a record puts them back first.
            Content::Blob(hash) => hash.clone(),
            Content::Gone => REDACTED.into(),
        }))
    }
}

/// Named words: the n-th stands as the texts `key.n.name` and `key.n`. Names are words too: a key stands in the body and
/// can never be redacted.
impl TextField for BTreeMap<String, String> {
    fn put(&self, key: &str, texts: &mut Vec<(String, Content)>) {
        for (index, (name, words)) in self.iter().enumerate() {
            name.put(&format!("{key}.{index}.name"), texts);
            words.put(&format!("{key}.{index}"), texts);
        }
    }

    fn find(key: &str, texts: &BTreeMap<String, Content>) -> Result<Self, DecodeError> {
        let present = (0..).take_while(|index| texts.contains_key(&format!("{key}.{index}")));
        let pair = |index: usize| {
            let name = String::find(&format!("{key}.{index}.name"), texts)?;
            Ok((name, String::find(&format!("{key}.{index}"), texts)?))
        };
        present.map(pair).collect()
    }
}

/// Listed words: each stands as a text `key.0`, `key.1`, …
impl TextField for Vec<String> {
    fn put(&self, key: &str, texts: &mut Vec<(String, Content)>) {
        for (index, words) in self.iter().enumerate() {
            words.put(&format!("{key}.{index}"), texts);
        }
    }

    fn find(key: &str, texts: &BTreeMap<String, Content>) -> Result<Self, DecodeError> {
        (0..)
            .map_while(|index| <Option<String>>::find(&format!("{key}.{index}"), texts).transpose())
            .collect()
    }
}

/// Content kept as a blob, named by the lower-case hex SHA-256 of its bytes; empty after a redaction.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct BlobHash(pub String);

impl TextField for BlobHash {
    fn is_content(_below: &str) -> bool {
        true
    }

    fn put(&self, key: &str, texts: &mut Vec<(String, Content)>) {
        texts.push((key.into(), Content::Blob(self.0.clone())));
    }

    fn find(key: &str, texts: &BTreeMap<String, Content>) -> Result<Self, DecodeError> {
        match texts.get(key) {
            Some(Content::Blob(hash)) => Ok(BlobHash(hash.clone())),
            Some(Content::Gone) => Ok(BlobHash::default()),
            Some(Content::Words(_)) | None => Err(DecodeError::Text(key.into())),
        }
    }
}

/// Something attached: its bytes are a blob; name and media type are texts because they may tell as much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Evidence {
    /// SHA-256 of the bytes.
    pub hash: BlobHash,
    /// Original file name, or a name made for pasted text.
    pub name: String,
    /// Media type (RFC 6838).
    pub media_type: String,
    /// Size in bytes, as decimal digits.
    pub size: String,
}

impl TextField for Vec<Evidence> {
    fn is_content(below: &str) -> bool {
        below.bytes().all(|byte| byte.is_ascii_digit())
    }

    fn put(&self, key: &str, texts: &mut Vec<(String, Content)>) {
        for (index, evidence) in self.iter().enumerate() {
            evidence.hash.put(&format!("{key}.{index}"), texts);
            evidence.name.put(&format!("{key}.{index}.name"), texts);
            evidence.media_type.put(&format!("{key}.{index}.media_type"), texts);
            evidence.size.put(&format!("{key}.{index}.size"), texts);
        }
    }

    fn find(key: &str, texts: &BTreeMap<String, Content>) -> Result<Self, DecodeError> {
        let present = (0..).take_while(|index| texts.contains_key(&format!("{key}.{index}")));
        let read = |index: usize| {
            Ok(Evidence {
                hash: BlobHash::find(&format!("{key}.{index}"), texts)?,
                name: String::find(&format!("{key}.{index}.name"), texts)?,
                media_type: String::find(&format!("{key}.{index}.media_type"), texts)?,
                size: String::find(&format!("{key}.{index}.size"), texts)?,
            })
        };
        present.map(read).collect()
    }
}

/// Serialises facts and leaves out what is absent: the canonical form has no `null`.
pub(super) fn facts<T: Serialize>(facts: &T) -> Value {
    fn without_null(value: Value) -> Value {
        match value {
            Value::Object(map) => {
                let kept = map.into_iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k, without_null(v)));
                Value::Object(kept.collect::<Map<_, _>>())
            }
            Value::Array(items) => Value::Array(items.into_iter().map(without_null).collect()),
            other => other,
        }
    }
    // Facts are plain structs of strings, integers and enumerations, which always serialise.
    without_null(serde_json::to_value(facts).unwrap_or_default())
}

/// Reads facts back.
pub(super) fn read_facts<T: for<'de> Deserialize<'de>>(
    kind: &'static str,
    facts: &Value,
) -> Result<T, DecodeError> {
    T::deserialize(facts).map_err(|error| DecodeError::Facts { kind, why: error.to_string() })
}
