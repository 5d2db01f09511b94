//! What typst sees: our template, the data, the fonts that ship with it. No file, no clock, no network.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::fonts::{FontStore, embedded};

pub(super) const TEMPLATE: [(&str, &str); 5] = [
    ("main.typ", include_str!("template/main.typ")),
    ("look.typ", include_str!("template/look.typ")),
    ("cover.typ", include_str!("template/cover.typ")),
    ("blocks.typ", include_str!("template/blocks.typ")),
    ("prose.typ", include_str!("template/prose.typ")),
];

/// Everything that is the same for every report.
struct Shared {
    library: LazyHash<Library>,
    fonts: FontStore,
    sources: Vec<Source>,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let mut fonts = FontStore::new();
    fonts.extend(embedded());
    let sources = TEMPLATE
        .iter()
        .filter_map(|(name, text)| Some(Source::new(file_id(name)?, (*text).into())))
        .collect();
    Shared { library: LazyHash::new(Library::default()), fonts, sources }
});

/// The fonts a report can use.
pub(super) fn book() -> &'static FontBook {
    SHARED.fonts.book()
}

/// One report to be set.
pub(super) struct ReportWorld {
    main: FileId,
    files: Vec<(FileId, Bytes)>,
}

impl ReportWorld {
    /// A world that holds the template and these files, which it reads by their names.
    pub(super) fn new(files: Vec<(&str, Bytes)>) -> Option<ReportWorld> {
        let files = files
            .into_iter()
            .map(|(name, bytes)| Some((file_id(name)?, bytes)))
            .collect::<Option<Vec<_>>>()?;
        Some(ReportWorld { main: file_id("main.typ")?, files })
    }
}

fn file_id(name: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?).intern())
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

impl World for ReportWorld {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        SHARED.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SHARED.sources.iter().find(|source| source.id() == id).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.iter().find(|(file, _)| *file == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
