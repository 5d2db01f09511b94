//! The runbook language: Markdown to phases and steps, lint, template fill, safe HTML.
//!
//! Everything here is a pure function of its arguments: no file system, no clock, no database. Reading never fails; what
//! cannot be understood stays text and becomes a finding.

mod anchor;
mod blocks;
mod content;
mod diagnose;
mod duration;
mod fences;
pub mod fill;
mod foreign;
mod front_matter;
mod headings;
pub mod html;
mod invisible;
mod lint;
mod native;
mod parts;
mod placeholder;
mod read;
mod shell;
mod source;
pub mod step_text;
pub mod template;
pub mod text;
mod unclosed;

pub use lint::lint;
pub use parts::parts;
pub use read::read;

/// Version of the reading rules, kept in every [`Document`](decklog_domain::runbook_text::Document) they make.
pub const PARSER_VERSION: u32 = 1;
