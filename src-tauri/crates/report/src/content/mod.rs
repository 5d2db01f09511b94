//! What a report says and in which order, before any form is chosen. Markdown, HTML and PDF render this; none of them
//! decides what is told.

mod chapters;
mod people;
mod proof;
mod run;
mod timeline;
mod words;

use serde::Serialize;

use crate::Report;

/// A report, chapter by chapter.
#[derive(Debug, Serialize)]
pub(crate) struct Content {
    /// Number and title in one line.
    pub(crate) title: String,
    /// The incident's number.
    pub(crate) number: String,
    /// The incident's title.
    pub(crate) name: String,
    /// Said first and on every page: the times are not real.
    pub(crate) banner: Option<String>,
    /// What stands on the cover.
    pub(crate) cover: Vec<Fact>,
    /// What every page's foot says.
    pub(crate) foot: Vec<String>,
    /// The chapters.
    pub(crate) chapters: Vec<Chapter>,
}

/// A chapter.
#[derive(Debug, Serialize)]
pub(crate) struct Chapter {
    /// Anchor, unique in the report.
    pub(crate) id: &'static str,
    /// Heading.
    pub(crate) title: &'static str,
    /// What it holds.
    pub(crate) blocks: Vec<Block>,
}

/// A part of a chapter.
#[derive(Debug, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(crate) enum Block {
    /// A heading below the chapter's.
    Heading {
        /// Its words.
        text: String,
    },
    /// A small heading that is in no table of contents.
    Label {
        /// Its words.
        text: String,
    },
    /// A sentence that explains.
    Lead {
        /// The sentence.
        text: String,
    },
    /// Somebody's plain words; line breaks count.
    Plain {
        /// The words.
        text: String,
    },
    /// Somebody's Markdown.
    Markdown {
        /// The text.
        text: String,
        /// Whether a person wrote it, or it was made from the record.
        human: bool,
    },
    /// Names with what they stand for.
    Facts {
        /// In order.
        facts: Vec<Fact>,
    },
    /// A few numbers that matter.
    Figures {
        /// In order.
        figures: Vec<Figure>,
    },
    /// A table with a header row.
    Table(Table),
    /// Short lines.
    List {
        /// In order.
        items: Vec<String>,
    },
}

/// A name with what it stands for.
#[derive(Debug, Serialize)]
pub(crate) struct Fact {
    /// The name.
    pub(crate) name: &'static str,
    /// Its value.
    pub(crate) cell: Cell,
}

/// A number that matters.
#[derive(Debug, Serialize)]
pub(crate) struct Figure {
    /// The number with its unit.
    pub(crate) value: String,
    /// What it measures.
    pub(crate) name: String,
    /// From where to where.
    pub(crate) note: String,
}

/// A table.
#[derive(Debug, Serialize)]
pub(crate) struct Table {
    /// Header cells and how wide the columns are.
    pub(crate) columns: Vec<Column>,
    /// In order.
    pub(crate) rows: Vec<Row>,
}

/// A column of a table.
#[derive(Debug, Serialize)]
pub(crate) struct Column {
    /// Header.
    pub(crate) title: String,
    /// Share of the width; all shares of a table make 100.
    pub(crate) share: u32,
}

/// A row of a table.
#[derive(Debug, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(crate) enum Row {
    /// Words across all columns, above the rows they are about.
    Group {
        /// The words.
        text: String,
    },
    /// A cell for each column.
    Cells {
        /// Where citations lead: the record's id.
        anchor: Option<String>,
        /// One for each column.
        cells: Vec<Cell>,
    },
}

/// Lines of a cell, each of spans that stand side by side.
pub(crate) type Cell = Vec<Vec<Text>>;

/// Some words in one style.
#[derive(Debug, Serialize)]
pub(crate) struct Text {
    /// How they look.
    pub(crate) style: Style,
    /// The words.
    pub(crate) text: String,
}

/// How words look. A colour never stands alone: the words say it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Style {
    Plain,
    Strong,
    Muted,
    Code,
    Struck,
    Ok,
    Warn,
    Crit,
}

impl Style {
    /// A span in this style.
    pub(crate) fn text(self, text: impl Into<String>) -> Text {
        Text { style: self, text: text.into() }
    }

    /// A cell of one line in this style.
    pub(crate) fn cell(self, text: impl Into<String>) -> Cell {
        vec![vec![self.text(text)]]
    }
}

impl Block {
    fn table(columns: &[(&str, u32)], rows: Vec<Row>) -> Block {
        let columns =
            columns.iter().map(|(title, share)| Column { title: (*title).into(), share: *share }).collect();
        Block::Table(Table { columns, rows })
    }

    fn none(what: &str) -> Block {
        Block::Lead { text: format!("{what}: none recorded.") }
    }
}

impl Row {
    fn of(cells: Vec<Cell>) -> Row {
        Row::Cells { anchor: None, cells }
    }
}

impl Content {
    /// Says what a report says.
    pub(crate) fn of(report: &Report) -> Content {
        let incident = &report.incident;
        Content {
            title: format!("{}: {}", incident.number, incident.title),
            number: incident.number.clone(),
            name: incident.title.clone(),
            banner: proof::banner(report),
            cover: chapters::cover(report),
            foot: proof::foot(report),
            chapters: chapters::chapters(report),
        }
    }
}
