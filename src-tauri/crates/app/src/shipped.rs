//! Runbooks and templates that ship with the program, and the sample incident.

/// What `runbook import` calls all of them.
pub const NAME: &str = "shipped";

/// A shipped Markdown file.
pub(crate) struct Shipped {
    /// Its path below `shipped`.
    pub(crate) path: &'static str,
    /// Its text.
    pub(crate) text: &'static str,
}

macro_rules! shipped {
    ($($path:literal),+ $(,)?) => {
        &[$(Shipped {
            path: concat!("shipped/", $path),
            text: include_str!(concat!("../../../../runbooks/", $path)),
        }),+]
    };
}

/// Every file of `runbooks/`.
pub(crate) const FILES: &[Shipped] = shipped![
    "runbooks/crashloop-after-image-update.md",
    "runbooks/hotfix-procedure.md",
    "templates/postmortem.md",
];

/// The text of the postmortem template.
pub(crate) fn postmortem_template() -> &'static str {
    include_str!("../../../../runbooks/templates/postmortem.md")
}
