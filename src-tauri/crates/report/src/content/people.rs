//! Who took part.

use super::{Block, Row, Style};
use crate::{Person, Report};

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    if report.people.is_empty() {
        return vec![Block::none("People")];
    }
    let row = |person: &Person| {
        let roles = match person.roles.is_empty() {
            true => Style::Muted.cell("no role recorded"),
            false => vec![vec![Style::Plain.text(person.roles.join("; "))]],
        };
        let proof = if person.authenticated { "by key" } else { "not authenticated" };
        let mut known = vec![vec![Style::Plain.text(proof)]];
        if !person.known_by.is_empty() {
            known.push(vec![Style::Muted.text(&person.known_by)]);
        }
        let name = vec![vec![Style::Strong.text(&person.name)], vec![Style::Muted.text(&person.handle)]];
        Row::of(vec![name, roles, known])
    };
    let mut blocks = Vec::new();
    if report.people.iter().any(|person| !person.authenticated) {
        let text = "\u{201c}Not authenticated\u{201d} means that the record holds a name as the operating system or a person stated it. It does not prove that this person acted.";
        blocks.push(Block::Lead { text: text.into() });
    }
    let rows = report.people.iter().map(row).collect();
    blocks.push(Block::table(&[("Person", 30), ("Roles", 44), ("How known", 26)], rows));
    blocks
}
