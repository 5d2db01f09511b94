//! All headings of a file with their anchors.

use std::collections::HashMap;

use crate::anchor::Anchors;
use crate::blocks::{Blocks, Kind};

/// One heading.
#[derive(Debug)]
pub(crate) struct Heading {
    /// Index of its block.
    pub(crate) block: usize,
    pub(crate) level: u8,
    /// In no list and no quote: it can begin a section or a step.
    pub(crate) outer: bool,
    pub(crate) anchor: String,
}

/// The headings in file order; nested ones take part in numbering anchors.
pub(crate) fn collect(blocks: &Blocks) -> (Vec<Heading>, Anchors) {
    let mut anchors = Anchors::default();
    let mut headings = Vec::new();
    for (index, block) in blocks.all(0..blocks.len()) {
        if let Kind::Heading(level) = block.kind {
            let anchor = anchors.anchor(&block.plain);
            headings.push(Heading { block: index, level, outer: block.depth == 0, anchor });
        }
    }
    (headings, anchors)
}

/// Where an in-page link leads: the anchor of every heading, with the step or section it stands for.
#[derive(Debug, Default)]
pub(crate) struct Targets(HashMap<String, Option<String>>);

impl Targets {
    pub(crate) fn insert(&mut self, anchor: &str, id: Option<&str>) {
        self.0.insert(anchor.to_owned(), id.map(str::to_owned));
    }

    /// The step or section id behind `#anchor`.
    pub(crate) fn resolve(&self, link: &str) -> Option<String> {
        self.0.get(&decode(link.strip_prefix('#')?)).cloned().flatten()
    }

    /// `#anchor` names a heading of the file, or the top of the page.
    pub(crate) fn exists(&self, link: &str) -> bool {
        link.strip_prefix('#').is_some_and(|anchor| anchor.is_empty() || self.0.contains_key(&decode(anchor)))
    }
}

/// Percent-decoding; forges compare anchors without regard to case.
fn decode(anchor: &str) -> String {
    let bytes = anchor.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escaped = (*byte == b'%')
            .then(|| anchor.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok()))
            .flatten();
        out.push(escaped.unwrap_or(*byte));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).to_lowercase()
}
