//! The report of an incident with 500 entries as PDF, against typst on the same sources.

use decklog_report::{Report, pdf, pdf_sources};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_kit::fonts::{FontStore, embedded};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::pairs::{pairs, timed};
use crate::table::{Judged, Table};

const ENTRIES: usize = 500;

pub(crate) fn run(table: &mut Table) {
    let report = report();
    let mut bare = Bare::new(&report);
    assert!(bare.set().starts_with(b"%PDF"));
    assert!(pdf(&report, None).unwrap().pages > 10);
    let pairs = pairs(9, |_| timed(|| bare.set()), |_| timed(|| pdf(&report, None).unwrap()));
    table.pairs("PDF of 500 entries / typst on its sources", pairs, Some(1.25), Judged::Median);
}

/// The sample report, its timeline told again and again.
fn report() -> Report {
    let sample = include_str!("../../src-tauri/crates/report/tests/data/sample.json");
    let mut report: Report = serde_json::from_str(sample).unwrap();
    let told = report.timeline.clone();
    report.timeline = (0..ENTRIES)
        .map(|number| {
            let mut entry = told[number % told.len()].clone();
            entry.record = format!("{}-{number}", entry.record);
            entry
        })
        .collect();
    report
}

/// typst with the same fonts and nothing else.
struct Bare {
    library: LazyHash<Library>,
    fonts: FontStore,
    sources: Vec<Source>,
    files: Vec<(FileId, Bytes)>,
}

impl Bare {
    fn new(report: &Report) -> Bare {
        let mut fonts = FontStore::new();
        fonts.extend(embedded());
        let mut bare = Bare {
            library: LazyHash::new(Library::default()),
            fonts,
            sources: Vec::new(),
            files: Vec::new(),
        };
        for (name, bytes) in pdf_sources(report, None) {
            match String::from_utf8(bytes.clone()) {
                Ok(text) if name.ends_with(".typ") => bare.sources.push(Source::new(id(name), text)),
                _ => bare.files.push((id(name), Bytes::new(bytes))),
            }
        }
        bare
    }

    fn set(&mut self) -> Vec<u8> {
        let set = typst::compile::<PagedDocument>(self).output.unwrap();
        let options = PdfOptions {
            standards: PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1]).unwrap(),
            timestamp: Some(typst_pdf::Timestamp::new_utc(
                Datetime::from_ymd_hms(2026, 11, 20, 3, 0, 0).unwrap(),
            )),
            ..PdfOptions::default()
        };
        let bytes = typst_pdf::pdf(&set, &options).unwrap();
        typst::comemo::evict(0);
        bytes
    }
}

fn id(name: &str) -> FileId {
    RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).unwrap()).intern()
}

impl World for Bare {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        id("main.typ")
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = self.sources.iter().find(|source| source.id() == id).cloned();
        found.ok_or_else(|| FileError::NotFound(id.vpath().get_without_slash().into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.iter().find(|(file, _)| *file == id).map(|(_, bytes)| bytes.clone());
        found.ok_or_else(|| FileError::NotFound(id.vpath().get_without_slash().into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
