//! Evidence bundles: everything a stranger needs to check an incident offline, in one ZIP.
//!
//! The ZIP holds one folder, a bag of BagIt 1.0 (RFC 8493). `data/records.jsonl` has the bodies of *all* records, the
//! journals one after the other in the order of `data/export.json`; each body names its journal and position.
//! `data/payloads.jsonl` has the payloads of what is exported, in the same order. Blobs that those payloads name are
//! in `data/evidence/` (attached by people) and `data/blobs/`, under their SHA-256. Documents and the table are views.

mod bag;
mod csv;
mod error;
mod export;
#[cfg(test)]
pub(crate) mod fixture;
mod input;
pub(crate) mod layout;
mod survey;
#[cfg(test)]
mod tests;
pub(crate) mod words;

use std::collections::BTreeMap;
use std::io::{self, Seek, Write};

use decklog_journal::Hash;

use bag::Bag;
pub use error::BundleError;
pub(crate) use export::ExportFile;
pub use export::{BUNDLE_VERSION, Export, JournalSummary};
pub use input::{BundleInput, Entries, Entry, EvidenceFile, JournalSource};
pub use layout::{MAX_BLOB, MAX_FILE, MAX_FILES, MAX_TOTAL};
use survey::{Survey, each};

/// What a bundle holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleSummary {
    /// Its journals, in order.
    pub journals: Vec<JournalSummary>,
    /// Number of records of all journals.
    pub records: u64,
    /// How many of their payloads are included.
    pub payloads: u64,
    /// Number of files.
    pub files: u64,
    /// Bytes of all files, unpacked.
    pub bytes: u64,
}

/// Writes a bundle to `out`, from its start. A pure function of the input: the same input gives the same bytes.
/// Memory does not grow with the number of records; one blob is held at a time. Fails when a journal does not verify,
/// when something cannot be read or is missing, and when the bundle would exceed [`MAX_FILES`], [`MAX_FILE`],
/// [`MAX_BLOB`] or [`MAX_TOTAL`].
pub fn write(input: &BundleInput<'_>, out: impl Write + Seek) -> Result<BundleSummary, BundleError> {
    if !layout::is_name(input.folder) {
        return Err(BundleError::Folder(input.folder.into()));
    }
    let survey = Survey::of(&input.journals)?;
    let about = ExportFile {
        version: BUNDLE_VERSION,
        export: input.export.clone(),
        journals: survey.journals.clone(),
        records: survey.records(),
        payloads: survey.payloads(),
    };
    let mut bag = Bag::new(out, input.folder);
    for (path, file) in data_files(input, &survey)? {
        add(&mut bag, &path, file, input, &about)?;
    }
    let manifest = bag.take_manifest();
    let (data_files, data_bytes) = bag.counts();
    bag.add(layout::README, words::readme(&about).as_bytes())?;
    bag.add(layout::BAG_INFO, words::bag_info(input.export, data_files, data_bytes).as_bytes())?;
    bag.add(layout::BAGIT, layout::BAGIT_CONTENT.as_bytes())?;
    bag.add(layout::MANIFEST, manifest.as_bytes())?;
    let tag_manifest = bag.take_manifest();
    bag.add(layout::TAG_MANIFEST, tag_manifest.as_bytes())?;
    let (files, bytes) = bag.counts();
    bag.finish()?;
    let ExportFile { journals, records, payloads, .. } = about;
    Ok(BundleSummary { journals, records, payloads, files, bytes })
}

/// Where the content of a file below `data/` comes from.
enum Source<'a> {
    Document(&'a [u8]),
    Blob(Hash),
    Export,
    Records,
    Payloads,
    Csv,
    Schema,
}

/// The files below `data/`, in the order of their paths.
fn data_files<'a>(
    input: &BundleInput<'a>,
    survey: &Survey,
) -> Result<BTreeMap<String, Source<'a>>, BundleError> {
    let mut files = BTreeMap::from([
        (layout::EXPORT.to_string(), Source::Export),
        (layout::RECORDS.to_string(), Source::Records),
        (layout::PAYLOADS.to_string(), Source::Payloads),
        (layout::CSV.to_string(), Source::Csv),
        (layout::SCHEMA.to_string(), Source::Schema),
    ]);
    for (name, content) in input.documents {
        let path = format!("{}{name}", layout::DATA);
        if !layout::is_name(name) || files.insert(path, Source::Document(content)).is_some() {
            return Err(BundleError::Document(name.clone()));
        }
    }
    let names: BTreeMap<_, _> =
        input.evidence.iter().map(|file| (file.hash, file.file_name.as_str())).collect();
    for hash in &survey.blobs {
        let path = match names.get(hash) {
            Some(name) => layout::evidence_path(hash, name),
            None => layout::blob_path(hash),
        };
        files.insert(path, Source::Blob(*hash));
    }
    Ok(files)
}

fn add(
    bag: &mut Bag<impl Write + Seek>,
    path: &str,
    source: Source<'_>,
    input: &BundleInput<'_>,
    about: &ExportFile,
) -> Result<(), BundleError> {
    match source {
        Source::Document(content) => bag.add(path, content),
        Source::Blob(hash) => bag.add(path, &blob(input, &hash, path)?),
        Source::Schema => bag.add(path, include_bytes!("schema.json")),
        Source::Export => {
            let mut content = serde_json::to_vec_pretty(about).map_err(io::Error::from)?;
            content.push(b'\n');
            bag.add(path, &content)
        }
        Source::Records => entries(bag, path, "", input, |out, entry| {
            out.write_all(&entry.body)?;
            Ok(out.write_all(b"\n")?)
        }),
        Source::Payloads => entries(bag, path, "", input, |out, entry| {
            let Some(line) = &entry.payload else { return Ok(()) };
            out.write_all(line)?;
            Ok(out.write_all(b"\n")?)
        }),
        Source::Csv => entries(bag, path, &csv::heading(), input, |out, entry| {
            Ok(out.write_all(csv::row(entry)?.as_bytes())?)
        }),
    }
}

/// Adds a file made of `heading` and what `put` writes for each record of each journal.
fn entries(
    bag: &mut Bag<impl Write + Seek>,
    path: &str,
    heading: &str,
    input: &BundleInput<'_>,
    put: impl Fn(&mut dyn Write, &Entry) -> Result<(), BundleError>,
) -> Result<(), BundleError> {
    bag.add_with(path, |out| {
        out.write_all(heading.as_bytes())?;
        input.journals.iter().try_for_each(|journal| each(journal, &mut |entry| put(out, entry)))
    })
}

fn blob(input: &BundleInput<'_>, hash: &Hash, path: &str) -> Result<Vec<u8>, BundleError> {
    let bytes = (input.blob)(hash).ok_or(BundleError::BlobMissing(*hash))?;
    if bytes.len() as u64 > MAX_BLOB {
        return Err(BundleError::TooLarge { path: path.into(), limit: "64 MiB for one content" });
    }
    if Hash::of(&bytes) == *hash { Ok(bytes) } else { Err(BundleError::BlobChanged(*hash)) }
}
