//! The runbook language: Markdown to phases and steps, lint, template fill, safe HTML.
