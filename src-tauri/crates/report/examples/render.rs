//! Renders a report given as JSON into a folder: `cargo run -p decklog-report --example render -- report.json DIR`.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use decklog_report::{Attachment, Report, html, json, markdown, pdf};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(input), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("usage: render REPORT.json FOLDER".into());
    };
    let report: Report = serde_json::from_slice(&fs::read(input)?)?;
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder)?;
    let attachment = Attachment {
        name: "report.json".into(),
        media_type: "application/json".into(),
        bytes: json(&report).into_bytes(),
    };
    fs::write(folder.join("report.pdf"), pdf(&report, Some(&attachment))?.bytes)?;
    fs::write(folder.join("report.html"), html(&report))?;
    fs::write(folder.join("report.md"), markdown(&report))?;
    fs::write(folder.join("report.json"), json(&report))?;
    Ok(())
}
