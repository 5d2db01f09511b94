//! How single values are read.

use chrono::{DateTime, Utc};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use decklog_app::ExportFormat;
use decklog_domain::Id;
use decklog_domain::incident::{IncidentKind, MilestoneCode, Severity};
use decklog_domain::time::read_instant;

pub(super) fn id(text: &str) -> Result<Id, String> {
    Id::parse(text).ok_or_else(|| "it is no UUID".into())
}

pub(super) fn instant(text: &str) -> Result<DateTime<Utc>, String> {
    read_instant(text).ok_or_else(|| "write it like 2026-11-20T03:10:00Z".into())
}

/// `name=value`; the value may be empty or hold further `=`.
pub(crate) fn assignment(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().into(), value.into())),
        _ => Err("write it as name=value".into()),
    }
}

pub(super) fn milestone(text: &str) -> Result<MilestoneCode, String> {
    MilestoneCode::parse(text).ok_or_else(|| {
        let names =
            MilestoneCode::ALL.map(|code| format!("{} ({})", code.name().replace(' ', "-"), code.code()));
        format!("it is one of: {}", names.join(", "))
    })
}

pub(super) fn severity() -> impl TypedValueParser<Value = Severity> {
    PossibleValuesParser::new(["SEV1", "SEV2", "SEV3", "SEV4", "unrated"]).try_map(|word| wire(&word))
}

pub(super) fn kind() -> impl TypedValueParser<Value = IncidentKind> {
    PossibleValuesParser::new(["real", "drill", "test", "backfilled"]).try_map(|word| wire(&word))
}

/// Formats of an export, as they are typed and as file names end.
const FORMATS: [&str; 5] = ["bundle", "pdf", "html", "md", "json"];

pub(super) fn format() -> impl TypedValueParser<Value = ExportFormat> {
    PossibleValuesParser::new(FORMATS).try_map(|word| wire(&word))
}

/// The value that a word stands for on the wire.
pub(crate) fn wire<T: serde::de::DeserializeOwned>(word: &str) -> Result<T, serde_json::Error> {
    serde_json::from_value(serde_json::Value::String(word.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assignment_is_parted_at_its_first_equals_sign() {
        let pair = |name: &str, value: &str| Ok((name.to_string(), value.to_string()));
        assert_eq!(assignment("namespace=shop"), pair("namespace", "shop"));
        assert_eq!(assignment("selector=app=checkout-api"), pair("selector", "app=checkout-api"));
        assert_eq!(assignment("note="), pair("note", ""));
        assert!(assignment("shop").is_err());
        assert!(assignment("=shop").is_err());
    }

    #[test]
    fn milestones_go_by_name_or_code() {
        assert_eq!(milestone("impact-started"), Ok(MilestoneCode::ImpactStarted));
        assert_eq!(milestone("e3"), Ok(MilestoneCode::Acknowledged));
        assert!(milestone("begun").is_err());
    }

    #[test]
    fn every_listed_word_is_a_value() {
        for word in ["SEV1", "sev2", "SEV3", "SEV4", "unrated"] {
            assert!(wire::<Severity>(word).is_ok(), "{word}");
        }
        for word in ["real", "drill", "test", "backfilled"] {
            assert!(wire::<IncidentKind>(word).is_ok(), "{word}");
        }
        for word in FORMATS {
            assert!(wire::<ExportFormat>(word).is_ok(), "{word}");
        }
    }
}
