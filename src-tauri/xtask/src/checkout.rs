//! This checkout: where it is, where it builds, which packages it holds.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::command;
use crate::failure::Failure;

/// A working copy of the repository.
pub(crate) struct Checkout {
    /// The folder that holds the workspace's `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Cargo's build folder; honours `CARGO_TARGET_DIR`.
    pub(crate) target: PathBuf,
    /// The workspace's packages.
    pub(crate) packages: Vec<Package>,
}

/// One package of the workspace.
pub(crate) struct Package {
    /// As in its manifest.
    pub(crate) name: String,
    /// Names of what it needs to build and run; not what only its tests need.
    pub(crate) dependencies: Vec<String>,
}

impl Checkout {
    /// Asks cargo about the workspace of the current folder.
    pub(crate) fn find() -> Result<Self, Failure> {
        let text = command::read(command::cargo().args(["metadata", "--no-deps", "--format-version=1"]))?;
        let metadata: Value = serde_json::from_str(&text)
            .map_err(|error| Failure::new(format!("cargo metadata cannot be read: {error}")))?;
        let folder = |key: &str| {
            metadata[key].as_str().map(PathBuf::from).ok_or_else(|| {
                Failure::new(format!("cargo metadata names no {key}; it is from another cargo"))
            })
        };
        Ok(Self {
            root: folder("workspace_root")?,
            target: folder("target_directory")?,
            packages: items(&metadata["packages"]).filter_map(package).collect(),
        })
    }

    /// The folder of the window's pages.
    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// cargo, started in the root.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = command::cargo();
        cargo.current_dir(&self.root);
        cargo
    }

    /// npm, started in `ui/`.
    pub(crate) fn npm(&self) -> Command {
        let mut npm = command::npm();
        npm.current_dir(self.ui());
        npm
    }

    /// Every file that is, or is about to be, in the repository; `/` between folders.
    pub(crate) fn files(&self) -> Result<Vec<String>, Failure> {
        let listed = command::read(Command::new("git").current_dir(&self.root).args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]))?;
        let mut files: Vec<String> =
            listed.split('\0').filter(|file| self.root.join(file).is_file()).map(str::to_owned).collect();
        files.sort();
        files.dedup();
        Ok(files)
    }
}

fn package(value: &Value) -> Option<Package> {
    let dependencies = items(&value["dependencies"])
        .filter(|dependency| dependency["kind"] != "dev")
        .filter_map(|dependency| dependency["name"].as_str().map(str::to_owned))
        .collect();
    Some(Package { name: value["name"].as_str()?.to_owned(), dependencies })
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
