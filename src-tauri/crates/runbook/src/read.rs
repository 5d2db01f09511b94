//! Bytes to a document.

use decklog_domain::runbook_text::{Class, Diagnostic, Document, Format, Meta};

use crate::PARSER_VERSION;
use crate::blocks::{Blocks, Kind, SpanKind};
use crate::content::one_line;
use crate::diagnose::{error, warning};
use crate::front_matter::{self, FrontMatter};
use crate::headings::{self, Targets};
use crate::source::{Source, Unreadable};
use crate::{fences, foreign, native};

/// A document with what it was read from.
pub(crate) struct Reading<'a> {
    pub(crate) source: Source<'a>,
    pub(crate) blocks: Blocks,
    /// Where the front matter ends, in the copy.
    pub(crate) base: usize,
    pub(crate) document: Document,
}

/// Reads one Markdown file. Never fails: a file over 2 MiB or one that is not text gives a document of
/// [`Class::Empty`] without steps and a finding that says so.
///
/// `file_name` (a path is fine) is used as the title when the text has none.
pub fn read(bytes: &[u8], file_name: &str) -> Document {
    match reading(bytes, file_name) {
        Ok(reading) => reading.document,
        Err(document) => *document,
    }
}

/// As [`read`]; `Err` holds the document of a file that is not read.
pub(crate) fn reading<'a>(bytes: &'a [u8], file_name: &str) -> Result<Reading<'a>, Box<Document>> {
    let mut source = Source::new(bytes).map_err(|why| Box::new(unreadable(why, bytes.len(), file_name)))?;
    let front = front_matter::read(&source.text, |at| source.line(at));
    let base = front.range.end;
    let mut diagnostics = Vec::new();
    if source.bad_runs > 0 {
        diagnostics.push(warning(
            "not-utf8",
            (1, 1),
            format!("{} places hold bytes that are no UTF-8; they are shown as \u{FFFD}. The stored file is unchanged.", source.bad_runs),
            "Save the file as UTF-8.",
        ));
    }
    diagnostics.extend(front.diagnostics.iter().cloned());
    if !front.native {
        foreign::repair(&mut source, base);
    }
    let blocks = Blocks::parse(&source.text, base);
    let document = document(&source, &blocks, front, base, diagnostics, file_name);
    Ok(Reading { source, blocks, base, document })
}

fn document(
    source: &Source<'_>,
    blocks: &Blocks,
    front: FrontMatter,
    base: usize,
    mut diagnostics: Vec<Diagnostic>,
    file_name: &str,
) -> Document {
    let (headings, anchors) = headings::collect(blocks);
    let title = front.title.clone().or_else(|| first_h1(blocks)).unwrap_or_else(|| file_stem(file_name));
    let mut document = empty(title, front.meta);
    let targets = if front.native {
        document.format = Format::Native;
        let template = document.meta.kind.as_deref() == Some("template");
        let read = native::read(source, blocks, &headings, anchors, base, template);
        document.class = if read.steps.is_empty() { Class::Document } else { Class::Runbook };
        document.intro = read.intro;
        document.sections = read.sections;
        document.inputs = read.inputs;
        document.steps = read.steps;
        document.training = read.training;
        diagnostics.extend(read.diagnostics);
        read.targets
    } else {
        let read = foreign::read(source, blocks, &headings, anchors, base, &document.title);
        document.class = read.class;
        document.intro = read.intro;
        document.sections = read.sections;
        document.steps = read.steps;
        read.targets
    };
    if source.text.trim().is_empty() {
        document.class = Class::Empty;
        diagnostics.push(warning(
            "empty-file",
            (1, 1),
            "The file holds no text, so it has no steps.",
            "Write the runbook, or leave the file out.",
        ));
    }
    diagnostics.extend(fences::unclosed(source, blocks));
    diagnostics.extend(missing_targets(source, blocks, &targets, front.native));
    diagnostics.sort_by_key(|d| d.line);
    document.diagnostics = diagnostics;
    document
}

fn empty(title: String, meta: Meta) -> Document {
    Document {
        parser: PARSER_VERSION,
        format: Format::Foreign,
        class: Class::Empty,
        title,
        meta,
        intro: String::new(),
        sections: Vec::new(),
        inputs: Vec::new(),
        steps: Vec::new(),
        training: Vec::new(),
        diagnostics: Vec::new(),
    }
}

fn unreadable(why: Unreadable, size: usize, file_name: &str) -> Document {
    let mut document = empty(file_stem(file_name), Meta::default());
    let (code, message, fix) = match why {
        Unreadable::TooLarge => (
            "too-large",
            format!(
                "The file has {size} bytes; over 2 MiB it is stored and shown but not read, so it has no steps."
            ),
            "Split it into several runbooks.",
        ),
        Unreadable::NotText => (
            "not-text",
            "The file is not UTF-8 text; it is stored but not read, so it has no steps.".to_owned(),
            "Save it as UTF-8 text.",
        ),
    };
    document.diagnostics.push(warning(code, (1, 1), message, fix));
    document
}

fn first_h1(blocks: &Blocks) -> Option<String> {
    let mut headings = blocks.top(0..blocks.len()).filter(|(_, b)| b.kind == Kind::Heading(1));
    headings.find_map(|(_, block)| Some(one_line(&block.plain)).filter(|text| !text.is_empty()))
}

fn file_stem(file_name: &str) -> String {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.split('.').find(|part| !part.trim().is_empty()).unwrap_or("Untitled");
    stem.trim().to_owned()
}

/// In-page links that lead nowhere. In foreign files the anchors may be another tool's: a warning there.
fn missing_targets(source: &Source<'_>, blocks: &Blocks, targets: &Targets, native: bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (_, block) in blocks.all(0..blocks.len()) {
        for span in &block.spans {
            let SpanKind::Link { to } = &span.kind else { continue };
            if !to.starts_with('#') || targets.exists(to) {
                continue;
            }
            let line = source.line(span.range.start);
            let make: fn(&str, (u32, u32), String, &str) -> Diagnostic =
                if native { |c, l, m, f| error(c, l, m, f) } else { |c, l, m, f| warning(c, l, m, f) };
            found.push(make(
                "missing-target",
                (line, line),
                format!("The link to `{to}` leads to no heading of this file."),
                "Link to a heading: lower case, blanks as `-`, other punctuation left out.",
            ));
        }
    }
    found
}
