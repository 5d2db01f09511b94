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
    "playbooks/decide-the-response.md",
    "playbooks/game-day.md",
    "playbooks/release-decklog.md",
    "playbooks/security-incident.md",
    "playbooks/service-outage.md",
    "runbooks/autoscaler-runaway-cost.md",
    "runbooks/cdn-asset-404.md",
    "runbooks/crashloop-after-image-update.md",
    "runbooks/data-corruption-in-migration.md",
    "runbooks/exploited-vulnerability.md",
    "runbooks/flag-enabled-by-mistake.md",
    "runbooks/function-fails-after-secret-rotation.md",
    "runbooks/hotfix-procedure.md",
    "runbooks/login-broken-after-token-expiry.md",
    "runbooks/merge-back-lost.md",
    "runbooks/payment-provider-tls.md",
    "runbooks/rotate-leaked-secret.md",
    "runbooks/schema-mismatch.md",
    "runbooks/serverless-cold-starts.md",
    "runbooks/third-party-rate-limit.md",
    "templates/audit-cover.md",
    "templates/customer-summary.md",
    "templates/hotfix-record.md",
    "templates/postmortem-short.md",
    "templates/postmortem.md",
    "templates/status-customers.md",
    "templates/status-management.md",
    "templates/status-support.md",
    "templates/status-team.md",
];

/// The text of the postmortem template.
pub(crate) fn postmortem_template() -> &'static str {
    include_str!("../../../../runbooks/templates/postmortem.md")
}
