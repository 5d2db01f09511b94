//! The table under `## Inputs`.

use std::ops::Range;

use decklog_domain::runbook_text::{Diagnostic, Input, ValueKind};

use super::values::{is_variable, value_kind};
use crate::blocks::{Blocks, Kind};
use crate::content::one_line;
use crate::diagnose::error;
use crate::source::Source;

/// Reads every table of the section that has a column `Input`.
pub(super) fn read(
    source: &Source<'_>,
    blocks: &Blocks,
    range: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Input> {
    let mut inputs: Vec<Input> = Vec::new();
    for (table, _) in blocks.top(range).filter(|(_, b)| b.kind == Kind::Table) {
        let mut rows = blocks.children(table);
        let Some((head, _)) = rows.next() else { continue };
        let columns: Vec<String> = cells(blocks, head).iter().map(|cell| cell.to_lowercase()).collect();
        if !columns.iter().any(|c| c == "input") {
            continue;
        }
        for (row, block) in rows {
            let line = source.line(block.range.start);
            let mut input = match input(&columns, &cells(blocks, row)) {
                Ok(input) => input,
                Err(why) => {
                    diagnostics.push(error(
                        "input-not-read",
                        (line, line),
                        format!("This input is not read: {why}. It is kept as text."),
                        "Fill the columns Input, Type, Required (yes or no), Default and Notes.",
                    ));
                    continue;
                }
            };
            if inputs.iter().any(|known| known.name == input.name) {
                diagnostics.push(error(
                    "input-not-read",
                    (line, line),
                    format!("The input `{}` is declared twice; the first one counts.", input.name),
                    "Remove one of the two rows.",
                ));
                continue;
            }
            input.default = input.default.filter(|_| input.kind != ValueKind::SecretReference);
            inputs.push(input);
        }
    }
    inputs
}

fn cells(blocks: &Blocks, row: usize) -> Vec<String> {
    blocks.children(row).map(|(_, cell)| one_line(&cell.plain)).collect()
}

fn input(columns: &[String], cells: &[String]) -> Result<Input, String> {
    let cell = |name: &str| {
        let at = columns.iter().position(|column| column == name);
        at.and_then(|at| cells.get(at)).map(String::as_str).unwrap_or_default()
    };
    let name = cell("input");
    if !is_variable(name) {
        return Err(format!("`{name}` is no variable name: letters, digits and `_`, a letter first"));
    }
    let kind = match cell("type") {
        "" => ValueKind::Text,
        text => value_kind(text)?,
    };
    let required = match cell("required").to_lowercase().as_str() {
        "yes" | "true" | "required" => true,
        "" | "no" | "false" | "optional" => false,
        other => return Err(format!("`Required` is yes or no, not `{other}`")),
    };
    let default = Some(cell("default").to_owned()).filter(|text| !text.is_empty());
    Ok(Input { name: name.to_owned(), kind, required, default, notes: cell("notes").to_owned() })
}
