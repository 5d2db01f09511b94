//! People.

use decklog_domain::person;

use super::Writing;
use crate::AppError;

pub(super) fn add(writing: &mut Writing<'_, '_>, handle: Option<&str>, name: &str) -> Result<(), AppError> {
    let handle = handle.map_or_else(|| person::handle_from_name(name), Into::into);
    let taken = !writing.tx.persons_by_handle(&handle)?.is_empty();
    let event = person::add(&handle, name, taken, &writing.context)?;
    writing.record(&event)
}
