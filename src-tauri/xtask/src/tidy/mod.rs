//! `cargo xtask tidy`: what neither compiler nor lints can see.

mod direction;
mod length;
mod places;
mod suite;

use std::fmt;
use std::fs;

use crate::checkout::Checkout;
use crate::failure::Failure;

/// Something out of order, and where.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// File, from the root of the checkout; or the name of a package.
    place: String,
    /// 1-based; 0 when it is about the whole file.
    line: usize,
    what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(out, "{}: {}", self.place, self.what),
            line => write!(out, "{}:{line}: {}", self.place, self.what),
        }
    }
}

/// A text file of the repository.
pub(crate) struct Source {
    /// From the root of the checkout, `/` between folders.
    path: String,
    text: String,
}

impl Source {
    fn finding(&self, line: usize, what: impl Into<String>) -> Finding {
        Finding { place: self.path.clone(), line, what: what.into() }
    }

    fn has_extension(&self, extensions: &[&str]) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
    }

    /// 1-based number and text of every line.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

/// Checks everything and prints every finding.
pub(crate) fn run(checkout: &Checkout) -> Result<(), Failure> {
    let sources = sources(checkout)?;
    let mut findings = direction::of_packages(&checkout.packages);
    findings.extend(direction::of_sources(&sources));
    findings.extend(places::machine_paths(&sources, &places::of_this_machine(&checkout.root)));
    findings.extend(places::registry_hosts(&sources));
    findings.extend(suite::forgotten(&sources));
    let lengths = length::Lengths::of(&sources);
    findings.extend(lengths.findings());

    for finding in &findings {
        println!("{finding}");
    }
    println!("{lengths}");
    match findings.len() {
        0 => Ok(()),
        count => Err(Failure::new(format!("{count} findings"))),
    }
}

/// All files of the repository that are text.
fn sources(checkout: &Checkout) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    for path in checkout.files()? {
        let bytes = fs::read(checkout.root.join(&path))
            .map_err(|error| Failure::new(format!("{path} cannot be read: {error}")))?;
        if let Ok(text) = String::from_utf8(bytes) {
            sources.push(Source { path, text });
        }
    }
    Ok(sources)
}

#[cfg(test)]
fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}
