//! Values of a runbook's inputs.

use std::collections::BTreeMap;

use crate::runbook_text::Document;
use crate::{Refusal, RefusalCode, value};

/// Checks values given by name against the inputs that a runbook declares; gives them back as they are to be recorded.
///
/// # Errors
/// A name that is no input, or a value that does not fit its type; `kept` says in the message what did not happen.
pub(super) fn checked(
    document: &Document,
    given: &BTreeMap<String, String>,
    kept: &str,
) -> Result<BTreeMap<String, String>, Refusal> {
    let mut checked = BTreeMap::new();
    for (name, text) in given {
        let Some(input) = document.inputs.iter().find(|input| input.name == *name) else {
            let message = format!("`{name}` is no input of this runbook; {kept}");
            return Err(Refusal::new(RefusalCode::Unknown, message).hint(names(document)));
        };
        checked.insert(name.clone(), value::check(name, &input.kind, text)?);
    }
    Ok(checked)
}

/// Which inputs there are, for a hint.
pub(super) fn names(document: &Document) -> String {
    let names: Vec<&str> = document.inputs.iter().map(|input| input.name.as_str()).collect();
    if names.is_empty() { "it declares none".into() } else { format!("its inputs: {}", names.join(", ")) }
}
