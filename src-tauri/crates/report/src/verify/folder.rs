//! A bundle that was unpacked.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::files::{Files, invalid, missing};
use super::verdict::Check;
use crate::bundle::{MAX_FILE, MAX_FILES};

/// How many folders may stand inside one another; a bundle has two.
const MAX_FOLDERS: usize = 4;

/// The files below a folder.
pub(super) struct Folder {
    root: PathBuf,
    sizes: BTreeMap<String, u64>,
}

impl Folder {
    /// Lists the files. What is neither a file nor a folder, or cannot be read, is found by `check`.
    pub(super) fn open(root: &Path, check: &mut Check) -> Folder {
        let mut folder = Folder { root: root.into(), sizes: BTreeMap::new() };
        folder.list("", 0, check);
        check.holds(format!("{} files", folder.sizes.len()));
        folder
    }

    fn list(&mut self, below: &str, depth: usize, check: &mut Check) {
        let entries =
            fs::read_dir(self.root.join(below)).and_then(|entries| entries.collect::<Result<Vec<_>, _>>());
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => return check.find(display(below), format!("cannot be read: {error}")),
        };
        for entry in entries {
            let Ok(name) = entry.file_name().into_string() else {
                check.find(entry.path().display().to_string(), "the name is not Unicode");
                continue;
            };
            let path = format!("{below}{name}");
            match entry.metadata() {
                Err(error) => check.find(path, format!("cannot be read: {error}")),
                Ok(about) if about.is_dir() && depth == MAX_FOLDERS => check.find(path, "too many folders"),
                Ok(about) if about.is_dir() => self.list(&format!("{path}/"), depth + 1, check),
                Ok(about) if !about.is_file() => check.find(path, "neither a file nor a folder"),
                Ok(about) if about.len() > MAX_FILE => check.find(path, "larger than 1 GiB"),
                Ok(_) if self.sizes.len() as u64 == MAX_FILES => return check.find(path, "too many files"),
                Ok(about) => _ = self.sizes.insert(path, about.len()),
            }
        }
    }
}

/// The one folder in this one that is a bundle: programs that unpack put it there.
pub(super) fn unpacked_into(folder: &Path) -> Option<PathBuf> {
    let mut bundles = fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join("bagit.txt").is_file());
    let only = bundles.next()?;
    bundles.next().is_none().then_some(only)
}

fn display(below: &str) -> &str {
    if below.is_empty() { "." } else { below }
}

impl Files for Folder {
    fn sizes(&self) -> &BTreeMap<String, u64> {
        &self.sizes
    }

    fn open<'a>(&'a self, path: &str) -> io::Result<Box<dyn Read + 'a>> {
        let size = *self.sizes.get(path).ok_or_else(missing)?;
        let file = File::open(self.root.join(path))?;
        if file.metadata()?.len() != size {
            return Err(invalid("the file was changed while it was read"));
        }
        Ok(Box::new(file.take(size)))
    }
}
