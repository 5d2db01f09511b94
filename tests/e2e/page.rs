//! What stands on the page: by role and name, by test id, by the words one reads.

use serde_json::{Value, json};

use crate::access;
use crate::driver::{Driver, Element};

/// A way to point at one element.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target<'words> {
    /// ARIA role and accessible name, as a screen reader says them.
    Role(&'words str, &'words str),
    /// The attribute `data-testid`, where there is nothing to read.
    Id(&'words str),
}

/// The element when it is on the page now, and can be reached.
pub(crate) fn find(driver: &Driver, target: Target<'_>) -> Result<Option<Element>, String> {
    match target {
        Target::Role(role, name) => {
            access::have_axe(driver)?;
            driver.find(include_str!("find.js"), &[json!(role), json!(name)])
        }
        Target::Id(id) => {
            let script = "return document.querySelector(`[data-testid=\"${CSS.escape(arguments[0])}\"]`)";
            driver.find(script, &[json!(id)])
        }
    }
}

/// A property of an element by name; null when there is none.
pub(crate) fn property(driver: &Driver, element: &Element, name: &str) -> Result<Value, String> {
    driver.run("return arguments[0][arguments[1]] ?? null", &[element.as_argument(), json!(name)])
}

/// The words one can read on the page, with single spaces, in the case they are shown in.
pub(crate) fn words(driver: &Driver) -> Result<String, String> {
    let words = driver.run("return document.body?.innerText ?? ''", &[])?;
    Ok(single_spaced(words.as_str().unwrap_or_default()))
}

/// Spaces and line breaks as one space each.
pub(crate) fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
