//! Postmortem drafts: the facts are made anew from the record, the words of people stay.

use decklog_domain::event::{PostmortemDrafted, PostmortemSectionEdited};
use decklog_domain::{Event, Refusal, RefusalCode};
use decklog_store::StoreError;

use super::Writing;
use crate::query::{self, Section};
use crate::{AppError, names, postmortem, report, shipped};

/// Identity of the template in its front matter; one imported into the workspace goes before the shipped one.
const TEMPLATE: &str = "postmortem-full";

pub(super) fn draft(writing: &mut Writing<'_, '_>, name: &str) -> Result<(), AppError> {
    let row = names::incident(writing.tx, name, writing.year())?;
    let before = writing.tx.postmortem_of(&row.id)?;
    let old: Vec<Section> = match &before {
        Some(before) => query::sections(writing.tx, before)?,
        None => Vec::new(),
    };
    let (template, label) = template(writing)?;
    let stamped = report::Stamped {
        id: writing.context.new_id.to_string(),
        now: writing.context.now,
        zone: writing.context.zone,
        mode: writing.mode,
        journals: Vec::new(),
    };
    let data = postmortem::data(&report::build(writing.tx, &row, stamped)?);
    let filled = decklog_runbook::template::sections(&template, &data)
        .map_err(|error| AppError::Report(error.to_string()))?;
    let sections: Vec<Section> = filled
        .into_iter()
        .map(|section| {
            let kept = old.iter().find(|old| old.key == section.key);
            Section {
                written: kept.is_some_and(|kept| kept.written),
                human: kept.map_or(section.human, |kept| kept.human.clone()),
                key: section.key,
                title: section.title,
                generated: section.generated,
            }
        })
        .collect();
    let json = serde_json::to_vec(&sections).map_err(|error| StoreError::BadRecord(error.to_string()))?;
    let id = before.as_ref().map(|before| names::id(&before.id)).transpose()?;
    let event = Event::PostmortemDrafted(PostmortemDrafted {
        postmortem: id.unwrap_or_else(|| writing.context.new_id.clone()),
        incident: names::id(&row.id)?,
        draft: before.map_or(1, |before| before.draft + 1),
        title: format!("Postmortem of {}: {}", row.number, row.title),
        template: label,
        sections: writing.keep(json),
    });
    writing.corr = Some(row.id);
    writing.record(&event)
}

pub(super) fn edit(
    writing: &mut Writing<'_, '_>,
    name: &str,
    section: &str,
    text: &str,
    draft: u32,
    was: Option<&str>,
) -> Result<(), AppError> {
    let row = names::incident(writing.tx, name, writing.year())?;
    let drafted = writing.tx.postmortem_of(&row.id)?.ok_or_else(|| query::none_drafted(&row.number))?;
    if drafted.draft != draft {
        let message = format!(
            "the postmortem of {} is at draft {} by now; nothing was recorded",
            row.number, drafted.draft
        );
        let hint = "read the new draft, then send your words again";
        return Err(Refusal::new(RefusalCode::Stale, message).hint(hint).into());
    }
    let sections = query::sections(writing.tx, &drafted)?;
    let found = sections.iter().find(|found| found.key == section).ok_or_else(|| {
        let keys: Vec<&str> = sections.iter().map(|section| section.key.as_str()).collect();
        let message = format!("this postmortem has no section `{section}`; nothing was recorded");
        AppError::unknown(message, format!("its sections: {}", keys.join(", ")))
    })?;
    if was.is_some_and(|was| was != found.human) {
        let message = format!("somebody has changed `{}` meanwhile; nothing was recorded", found.title);
        let hint = "read what stands there now, then send your words again";
        return Err(Refusal::new(RefusalCode::Stale, message).hint(hint).into());
    }
    if found.human == text {
        let message = "the section says so already; nothing was recorded";
        return Err(Refusal::new(RefusalCode::NotNow, message).into());
    }
    let event = Event::PostmortemSectionEdited(PostmortemSectionEdited {
        postmortem: names::id(&drafted.id)?,
        incident: names::id(&row.id)?,
        draft,
        section: section.into(),
        text: text.into(),
    });
    writing.corr = Some(row.id);
    writing.record(&event)
}

/// Text of the template, with its name and version.
fn template(writing: &Writing<'_, '_>) -> Result<(String, String), AppError> {
    let text = match writing.tx.runbook_with_key(TEMPLATE)? {
        Some(row) => {
            let revision = writing.tx.revision(&row.id, row.revision)?;
            let hash = decklog_domain::event::BlobHash(revision.map(|r| r.source).unwrap_or_default());
            String::from_utf8_lossy(&super::blob(writing.tx, &hash)?).into_owned()
        }
        None => shipped::postmortem_template().into(),
    };
    let version = decklog_runbook::read(text.as_bytes(), "postmortem.md").meta.version;
    Ok((text, format!("{TEMPLATE} {}", version.unwrap_or_else(|| "without a version".into()))))
}
