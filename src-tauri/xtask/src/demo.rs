//! The main job by commands: the sample incident, replayed, exported and verified.

use std::fs;
use std::path::Path;

use crate::checkout::Checkout;
use crate::command;
use crate::failure::Failure;

/// Builds the command line and replays the sample incident into `target/demo` of the checkout, then lists what is
/// there. An earlier demo is removed first.
pub(crate) fn replay(checkout: &Checkout) -> Result<(), Failure> {
    println!("building the command line (the first build takes some minutes)");
    command::run(checkout.cargo().args(["build", "--package", "decklog-cli"]))?;

    let folder = checkout.root.join("target").join("demo");
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .map_err(|error| Failure::new(format!("{} cannot be removed: {error}", folder.display())))?;
    }
    println!("decklog demo target/demo");
    command::run(
        checkout
            .cargo()
            .args(["run", "--quiet", "--package", "decklog-cli", "--", "demo"])
            .arg(Path::new("target").join("demo")),
    )?;

    let made = files_below(&folder)?;
    if made.is_empty() {
        return Err(Failure::new(format!("the demo left nothing in {}", folder.display())));
    }
    println!("\nin {}:", folder.display());
    for (file, bytes) in made {
        println!("{bytes:>12} bytes  {file}");
    }
    Ok(())
}

/// Every file below `folder`, as its path from there and its size in bytes, sorted by path.
fn files_below(folder: &Path) -> Result<Vec<(String, u64)>, Failure> {
    let unreadable =
        |error: std::io::Error| Failure::new(format!("{} cannot be read: {error}", folder.display()));
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(current) = open.pop() {
        if !current.exists() {
            continue;
        }
        for entry in fs::read_dir(&current).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let about = entry.metadata().map_err(unreadable)?;
            if about.is_dir() {
                open.push(entry.path());
            } else {
                let path = entry.path();
                let short = path.strip_prefix(folder).unwrap_or(&path);
                found.push((short.display().to_string(), about.len()));
            }
        }
    }
    found.sort();
    Ok(found)
}
