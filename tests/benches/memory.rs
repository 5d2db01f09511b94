//! The memory of an import must not grow with its size.

use std::path::Path;
use std::process::Command;

use crate::table::Table;
use crate::{documents, home, text};

/// A tenth of the documents, and all of them.
const SIZES: [usize; 2] = [documents::DOCUMENTS / 10, documents::DOCUMENTS];

/// How much larger the peak may be with ten times the documents: paths and results of each file are kept to be told.
const AIM: f64 = 1.5;

pub(crate) fn run(table: &mut Table) {
    match SIZES.map(peak) {
        [Some(few), Some(many)] => {
            table.numbers("peak memory: 1,000 documents / 10,000", 1, few, many, "MB", AIM);
        }
        _ => table.remark("peak memory was not measured: this system does not tell it in /proc/self/status"),
    }
}

/// Peak memory in megabytes of a process that imports `count` documents; `None` where the system does not tell.
fn peak(count: usize) -> Option<f64> {
    let folder = home::folder();
    let source = folder.path().join("source");
    text::write_documents(&source, count);
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--child", "import"])
        .args([&folder.path().join("ours.decklog"), &source])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().parse().ok()
}

/// Imports a folder and prints the peak memory of this process in megabytes.
pub(crate) fn child(workspace: &Path, source: &Path) {
    documents::import(&documents::workspace(workspace), source);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok());
    if let Some(kilobytes) = kilobytes {
        println!("{}", kilobytes / 1024.0);
    }
}
