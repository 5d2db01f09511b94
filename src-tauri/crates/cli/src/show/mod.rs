//! What is read at 03:00 on a terminal of 80 columns: plain text, no colour, commands never broken.

pub(crate) mod body;
pub(crate) mod incident;
pub(crate) mod prose;
pub(crate) mod run;
pub(crate) mod step;
pub(crate) mod times;
