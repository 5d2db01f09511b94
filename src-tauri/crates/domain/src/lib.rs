//! Types, state machines and decisions of Decklog: pure, no clock, no I/O, no randomness.
//!
//! A command becomes events through `decide` of its aggregate ([`incident`], [`run`], [`person`]); events become state
//! through the same aggregate's fold. The store calls both inside one transaction; nothing here knows about it.

pub mod context;
pub mod entry;

pub mod event;
pub mod id;
pub mod incident;
pub mod person;
pub mod refusal;
pub mod run;
pub mod runbook_text;
pub mod time;
pub mod training;
pub mod value;

pub use context::Context;
pub use event::Event;
pub use id::Id;
pub use refusal::{Refusal, RefusalCode};
