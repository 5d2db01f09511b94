//! The wire types: TypeScript in `ui/src/wire`, written from the Rust types by ts-rs and committed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::checkout::Checkout;
use crate::command;
use crate::failure::Failure;
use crate::prepare;
use crate::test::Extent;

/// Where a run of the tests leaves the types.
pub(crate) struct Export {
    folder: PathBuf,
}

impl Export {
    /// Empties `folder`, so that a type that is no more leaves no file.
    pub(crate) fn into(folder: PathBuf) -> Result<Self, Failure> {
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|error| about(&folder, &error))?;
        }
        fs::create_dir_all(&folder).map_err(|error| about(&folder, &error))?;
        Ok(Self { folder })
    }

    /// Makes a `cargo test` write the types here.
    pub(crate) fn ask_of(&self, test: &mut Command) {
        test.env("TS_RS_EXPORT_DIR", &self.folder);
    }

    /// Fails, naming the files, unless `ui/src/wire` holds exactly these types. After a fast test, it may hold more:
    /// those of the window were not written.
    pub(crate) fn compare(&self, checkout: &Checkout, extent: Extent) -> Result<(), Failure> {
        let mut changes = Changes::between(&committed(checkout)?, &self.formatted(checkout)?);
        if extent == Extent::Fast {
            changes.gone.clear();
        }
        if changes.is_empty() {
            return Ok(());
        }
        Err(Failure::new(format!("ui/src/wire is not what the Rust types say:\n{changes}"))
            .remedy("cargo xtask types, then commit ui/src/wire"))
    }

    /// The exported files by their path, formatted as the rest of `ui/` is.
    fn formatted(&self, checkout: &Checkout) -> Result<Files, Failure> {
        if files_below(&self.folder)?.is_empty() {
            return Ok(Files::new());
        }
        let config = checkout.ui().join(".prettierrc.json");
        let prettier = checkout.ui().join("node_modules/prettier/bin/prettier.cjs");
        command::read(
            Command::new("node")
                .current_dir(checkout.ui())
                .arg(prettier)
                .args(["--write", "--log-level=warn", "--config"])
                .arg(config)
                .arg(&self.folder),
        )?;
        files_below(&self.folder)
    }
}

/// Writes `ui/src/wire` anew.
pub(crate) fn update(checkout: &Checkout) -> Result<(), Failure> {
    let export = exported(checkout)?;
    let new = export.formatted(checkout)?;
    let old = committed(checkout)?;
    let changes = Changes::between(&old, &new);

    let wire = wire(checkout);
    for name in &changes.gone {
        fs::remove_file(wire.join(name)).map_err(|error| about(&wire.join(name), &error))?;
    }
    for name in changes.added.iter().chain(&changes.changed) {
        let file = wire.join(name);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(|error| about(folder, &error))?;
        }
        fs::write(&file, &new[name]).map_err(|error| about(&file, &error))?;
    }
    println!("{} types in ui/src/wire\n{changes}", new.len());
    Ok(())
}

/// Fails unless `ui/src/wire` is current.
pub(crate) fn check(checkout: &Checkout) -> Result<(), Failure> {
    exported(checkout)?.compare(checkout, Extent::Everything)?;
    println!("ui/src/wire is current");
    Ok(())
}

fn exported(checkout: &Checkout) -> Result<Export, Failure> {
    prepare::for_types(checkout)?;
    let export = Export::into(checkout.target.join("wire-types"))?;
    let mut test = checkout.cargo();
    let packages = ["--package", "decklog-app", "--package", "decklog-desktop"];
    test.args(["test", "--quiet"]).args(packages).arg("export_bindings");
    export.ask_of(&mut test);
    command::run(&mut test)?;
    Ok(export)
}

/// Content by path below a folder, `/` between folders.
type Files = BTreeMap<String, String>;

/// How one set of files becomes another.
#[derive(Debug, Default, PartialEq, Eq)]
struct Changes {
    added: Vec<String>,
    changed: Vec<String>,
    gone: Vec<String>,
}

impl Changes {
    fn between(old: &Files, new: &Files) -> Self {
        let mut changes = Self::default();
        for (name, text) in new {
            match old.get(name) {
                None => changes.added.push(name.clone()),
                Some(before) if before != text => changes.changed.push(name.clone()),
                Some(_) => {}
            }
        }
        changes.gone = old.keys().filter(|name| !new.contains_key(*name)).cloned().collect();
        changes
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl std::fmt::Display for Changes {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kinds = [("new", &self.added), ("changed", &self.changed), ("gone", &self.gone)];
        for (kind, names) in kinds {
            for name in names {
                writeln!(out, "  {kind}: {name}")?;
            }
        }
        Ok(())
    }
}

fn wire(checkout: &Checkout) -> PathBuf {
    checkout.ui().join("src").join("wire")
}

fn committed(checkout: &Checkout) -> Result<Files, Failure> {
    files_below(&wire(checkout))
}

/// Every file below `folder`; none when there is no such folder.
fn files_below(folder: &Path) -> Result<Files, Failure> {
    let mut files = Files::new();
    let mut open = vec![folder.to_owned()];
    while let Some(current) = open.pop() {
        if !current.exists() {
            continue;
        }
        for entry in fs::read_dir(&current).map_err(|error| about(&current, &error))? {
            let path = entry.map_err(|error| about(&current, &error))?.path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).map_err(|error| about(&path, &error))?;
            let name = path.strip_prefix(folder).unwrap_or(&path);
            files.insert(name.to_string_lossy().replace('\\', "/"), text);
        }
    }
    Ok(files)
}

fn about(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{Changes, Files};

    #[test]
    fn drift_names_each_file_once() {
        let files = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect::<Files>()
        };
        let old = files(&[("Run.ts", "a"), ("Old.ts", "b"), ("Same.ts", "c")]);
        let new = files(&[("Run.ts", "A"), ("New.ts", "d"), ("Same.ts", "c")]);
        let changes = Changes::between(&old, &new);
        assert_eq!(changes.to_string(), "  new: New.ts\n  changed: Run.ts\n  gone: Old.ts\n");
        assert!(Changes::between(&new, &new).is_empty());
    }
}
