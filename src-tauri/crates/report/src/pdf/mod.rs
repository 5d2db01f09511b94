//! The report on paper: PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1), set by typst.

mod data;
mod legible;
mod prose;
#[cfg(test)]
mod tests;
mod world;

use chrono::{Datelike, Timelike};
use decklog_domain::time::read_instant;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Datetime, Smart};
use typst::utils::Scalar;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;

use self::legible::Legible;
use self::world::ReportWorld;
use crate::Report;

/// A file carried inside the PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// File name without folders, e.g. `records.jsonl`.
    pub name: String,
    /// Media type (RFC 6838).
    pub media_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A report on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages.
    pub pages: usize,
    /// How many characters no font has; each is printed as `[U+1F600]`.
    pub unmapped: usize,
}

/// Why a PDF could not be made. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The instant the report was made at is not RFC 3339.
    #[error(
        "the report names no instant of its making: {0:?} is not RFC 3339; the other formats can still be exported"
    )]
    Generated(String),
    /// The attachment's name is empty or holds a folder.
    #[error("{0:?} cannot name an attachment; give a file name without folders")]
    AttachmentName(String),
    /// The typesetter refused: a fault of the template, not of the report.
    #[error("the PDF could not be set: {0}; the other formats can still be exported")]
    Typeset(String),
}

/// Sets a report as PDF, with a file attached if one is given. Pure: the same report, attachment and build give the
/// same bytes. Tables print their first 2,000 rows and say so.
pub fn pdf(report: &Report, attachment: Option<&Attachment>) -> Result<Pdf, PdfError> {
    let timestamp = timestamp(report)?;
    let (pages, unmapped) = typeset(report, attachment)?;
    let bytes = export(report, &pages, timestamp)?;
    // What typst remembers of this report would only grow the process.
    typst::comemo::evict(0);
    Ok(Pdf { bytes, pages: pages.pages().len(), unmapped })
}

fn export(report: &Report, pages: &PagedDocument, timestamp: Timestamp) -> Result<Vec<u8>, PdfError> {
    let options = PdfOptions {
        ident: Smart::Custom(report.id.clone()),
        creator: Smart::Custom(Some(format!("Decklog {}", report.app_version))),
        timestamp: Some(timestamp),
        standards: PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
            .map_err(|error| PdfError::Typeset(error.message().to_string()))?,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(pages, &options).map_err(|errors| refused(&errors))
}

/// The pages that [`pdf`] would hold, as PNG images of `scale` pixels a point; `None` when `go_on`, asked before each
/// page, said no.
pub fn pages(
    report: &Report,
    attachment: Option<&Attachment>,
    scale: f64,
    go_on: &dyn Fn() -> bool,
) -> Result<Option<Vec<Vec<u8>>>, PdfError> {
    let (set, _) = typeset(report, attachment)?;
    let options = RenderOptions { pixel_per_pt: Scalar::new(scale), render_bleed: false };
    let page = |page| {
        if !go_on() {
            return Ok(None);
        }
        let image = typst_render::render(page, &options).encode_png();
        image.map(Some).map_err(|error| PdfError::Typeset(error.to_string()))
    };
    let pages = set.pages().iter().map(page).collect();
    typst::comemo::evict(0);
    pages
}

/// The report set, and how many characters no font has.
fn typeset(report: &Report, attachment: Option<&Attachment>) -> Result<(PagedDocument, usize), PdfError> {
    if let Some(attachment) = attachment {
        check_name(&attachment.name)?;
    }
    let (data, unmapped) = data(report, attachment);
    let mut files = vec![("report.json", Bytes::new(data))];
    if let Some(attachment) = attachment {
        files.push(("attachment", Bytes::new(attachment.bytes.clone())));
    }
    let world = ReportWorld::new(files).ok_or_else(|| PdfError::Typeset("a file has no name".into()))?;
    let set = typst::compile::<PagedDocument>(&world).output.map_err(|errors| refused(&errors))?;
    Ok((set, unmapped))
}

/// What typst is given for a report, by file name: the template and its data, without the attachment's bytes.
pub fn pdf_sources(report: &Report, attachment: Option<&Attachment>) -> Vec<(&'static str, Vec<u8>)> {
    let template = world::TEMPLATE.iter().map(|(name, text)| (*name, text.as_bytes().to_vec()));
    template.chain([("report.json", data(report, attachment).0)]).collect()
}

/// The data the template draws as JSON, and how many characters no font has.
fn data(report: &Report, attachment: Option<&Attachment>) -> (Vec<u8>, usize) {
    let mut legible = Legible::new(world::book());
    let data = data::data(report, attachment, &mut legible);
    (data.to_string().into_bytes(), legible.unmapped)
}

fn timestamp(report: &Report) -> Result<Timestamp, PdfError> {
    let bad = || PdfError::Generated(report.generated.at.clone());
    let at = read_instant(&report.generated.at).ok_or_else(bad)?;
    let [month, day, hour, minute, second] =
        [at.month(), at.day(), at.hour(), at.minute(), at.second()].map(|part| part as u8);
    let date = Datetime::from_ymd_hms(at.year(), month, day, hour, minute, second).ok_or_else(bad)?;
    Ok(Timestamp::new_utc(date))
}

fn check_name(name: &str) -> Result<(), PdfError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if name.is_empty() || name.starts_with('.') || !name.chars().all(plain) {
        return Err(PdfError::AttachmentName(name.into()));
    }
    Ok(())
}

fn refused(errors: &[SourceDiagnostic]) -> PdfError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    PdfError::Typeset(messages.join("; "))
}
