//! The data the template draws: the report's content with every string made legible, Markdown parsed, tables capped.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::Attachment;
use super::legible::Legible;
use super::prose;
use crate::Report;
use crate::content::{Block, Content, Row, Table};

/// Rows of a table that are printed; the attachment has all.
const ROWS: usize = 2000;

/// Characters of a row that still moves to the next page as a whole.
const KEEP: usize = 900;

/// Longest title in the document's properties, in characters: readers cut it much earlier.
const PROPERTY: usize = 240;

/// Chapters that begin on a new page, beside the first.
const NEW_PAGE: [&str; 3] = ["glance", "runs", "postmortem"];

/// Makes the data for a report; `legible` counts what had to be spelled out.
pub(super) fn data(report: &Report, attachment: Option<&Attachment>, legible: &mut Legible<'_>) -> Value {
    let mut content = Content::of(report);
    for chapter in &mut content.chapters {
        cap(&mut chapter.blocks, attachment.is_some());
    }
    let anchors = anchors(&content);
    let chapters: Vec<Value> = content
        .chapters
        .iter()
        .map(|chapter| {
            let blocks: Vec<Value> =
                chapter.blocks.iter().map(|block| block_data(block, legible, &anchors)).collect();
            json!({ "title": chapter.title, "new-page": NEW_PAGE.contains(&chapter.id), "blocks": blocks })
        })
        .collect();
    let attachment = attachment.map(|attachment| {
        json!({
            "name": attachment.name,
            "media_type": attachment.media_type,
            "description": "The records this report rests on, as the exact bytes that were hashed",
        })
    });
    let mut data = json!({
        "title": legible.property(&content.title, PROPERTY),
        "author": legible.property(&report.workspace.name, PROPERTY),
        "running": legible.property(&content.title, 84),
        "number": legible.text(&content.number),
        "name": legible.text(&content.name),
        "banner": content.banner,
        "cover": legible_value(json!(content.cover), legible),
        "foot": legible_value(json!(content.foot), legible),
        "chapters": chapters,
        "attachment": attachment,
    });
    data["unmapped"] = json!(legible.unmapped);
    data["unmapped-note"] = json!(format!(
        "{} characters that the fonts of this document cannot show are printed by their number, as in [U+1F600]. The records hold them as they were typed.",
        legible.unmapped
    ));
    data
}

/// Cuts long tables and says so below them.
fn cap(blocks: &mut Vec<Block>, attached: bool) {
    let mut index = 0;
    while let Some(block) = blocks.get_mut(index) {
        index += 1;
        let Block::Table(Table { rows, .. }) = block else { continue };
        let all = rows.len();
        if all > ROWS {
            rows.truncate(ROWS);
            let place = if attached { "the attached records hold" } else { "the journal holds" };
            let text = format!("The first {ROWS} of {all} rows are printed; {place} all of them.");
            blocks.insert(index, Block::Lead { text });
            index += 1;
        }
    }
}

/// A label for each row that a citation can lead to. The first row of a record is the one.
fn anchors(content: &Content) -> HashMap<String, String> {
    let mut anchors = HashMap::new();
    for block in content.chapters.iter().flat_map(|chapter| &chapter.blocks) {
        let Block::Table(table) = block else { continue };
        for row in &table.rows {
            if let Row::Cells { anchor: Some(record), .. } = row {
                let next = format!("entry-{}", anchors.len());
                anchors.entry(record.clone()).or_insert(next);
            }
        }
    }
    anchors
}

fn block_data(block: &Block, legible: &mut Legible<'_>, anchors: &HashMap<String, String>) -> Value {
    match block {
        Block::Markdown { text, human } => {
            json!({ "is": "markdown", "human": human, "nodes": prose::nodes(text, legible, anchors) })
        }
        Block::Table(table) => {
            let mut unused = anchors.clone();
            let rows: Vec<Value> = table.rows.iter().map(|row| row_data(row, legible, &mut unused)).collect();
            json!({ "is": "table", "columns": table.columns, "rows": rows })
        }
        other => legible_value(json!(other), legible),
    }
}

fn row_data(row: &Row, legible: &mut Legible<'_>, unused: &mut HashMap<String, String>) -> Value {
    match row {
        Row::Group { text } => json!({ "is": "group", "text": legible.text(text) }),
        Row::Cells { anchor, cells } => {
            let length: usize = cells.iter().flatten().flatten().map(|text| text.text.len()).sum();
            let lines = cells.iter().map(Vec::len).max().unwrap_or_default();
            let anchor = anchor.as_ref().and_then(|record| unused.remove(record));
            let cells = legible_value(json!(cells), legible);
            json!({ "is": "cells", "anchor": anchor, "cells": cells, "keep": length < KEEP && lines < 16 })
        }
    }
}

/// Every string of a value made legible. Names of kinds and styles pass through unchanged: they are short words.
fn legible_value(value: Value, legible: &mut Legible<'_>) -> Value {
    match value {
        Value::String(text) => Value::String(legible.text(&text)),
        Value::Array(values) => values.into_iter().map(|value| legible_value(value, legible)).collect(),
        Value::Object(fields) => {
            fields.into_iter().map(|(name, value)| (name, legible_value(value, legible))).collect()
        }
        other => other,
    }
}
