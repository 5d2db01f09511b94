//! The postmortem as drafted.

use serde::{Deserialize, Serialize};

/// A postmortem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Postmortem {
    /// Title.
    pub title: String,
    /// Name and version of the template.
    pub template: String,
    /// Draft number, from 1.
    pub draft: u32,
    /// Where it stands, e.g. `draft`.
    pub state: String,
    /// Its sections in order.
    pub sections: Vec<Section>,
}

/// A section: facts of the record first, then the words of people. Both are Markdown (CommonMark and GFM tables).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Stable key, e.g. `summary`.
    pub key: String,
    /// Title.
    pub title: String,
    /// Made from the record. A citation is a link to `#e-<record id>`.
    pub generated: String,
    /// Written by people.
    pub human: String,
}
