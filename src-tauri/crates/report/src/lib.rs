//! Reports and evidence bundles from one model, and the verifier of bundles.
//!
//! A [`Report`] is plain data that a caller fills; the renderers are pure functions of it: the same report gives the
//! same bytes, always. No clock and no database; only [`verify`] reads files.

pub mod bundle;
mod content;
#[cfg(test)]
mod hostile;
mod html;
mod json;
mod markdown;
mod model;
mod pdf;
pub mod verify;

pub use html::html;
pub use json::json;
pub use markdown::markdown;
pub use model::*;
pub use pdf::{Attachment, Pdf, PdfError, pages, pdf, pdf_sources};
