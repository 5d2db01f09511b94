#![allow(clippy::unwrap_used)]
//! Hostile texts on paper.

use typst::layout::{Frame, FrameItem};

use super::*;
use crate::hostile::{letters, report, vectors};
use crate::{Entry, Value, Visit};

/// Characters of each text that are set, and those of them that are looked for: a page may end behind those.
const SET: usize = 80;
const LOOKED_FOR: usize = 12;

fn text_of(frame: &Frame, out: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => text_of(&group.frame, out),
            FrameItem::Text(text) => out.push_str(&text.text),
            _ => {}
        }
    }
}

/// Each letter once in a row: one with stacked marks is set once for each font that has some of them.
fn once(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// Every text in one report: those made for this product in each place, the others in one place each, which keeps the
/// pages few.
fn report_of(texts: &[(String, bool)]) -> Report {
    let mut report = report(texts.iter().filter(|(_, own)| *own).map(|(text, _)| text.as_str()));
    let (note, step) = (report.timeline[0].clone(), report.runs[0].visits[0].clone());
    for (index, (text, _)) in texts.iter().enumerate().filter(|(_, (_, own))| !own) {
        let mut step = Visit { title: "Look".into(), values: Vec::new(), ..step.clone() };
        match index % 3 {
            0 => report.timeline.push(Entry { text: text.clone(), ..note.clone() }),
            1 => step.title = text.clone(),
            _ => step.values = vec![Value { name: "seen".into(), value: text.clone() }],
        }
        if index % 3 > 0 {
            report.runs[0].visits.push(step);
        }
    }
    report
}

#[test]
fn every_text_is_set_and_stands_on_the_pages() {
    let Some(vectors) = vectors() else { return };
    let cut = |(id, text): &(String, String)| (text.chars().take(SET).collect(), id.starts_with("own-"));
    let texts: Vec<(String, bool)> = vectors.iter().map(cut).collect();
    let report = report_of(&texts);
    let (pages, unmapped) = typeset(&report, None).unwrap();
    let mut text = String::new();
    pages.pages().iter().for_each(|page| text_of(&page.frame, &mut text));
    let text = once(&letters(&text));
    let mut legible = Legible::new(world::book());
    for ((id, _), (payload, own)) in vectors.iter().zip(&texts) {
        let expected: String = once(&letters(&legible.text(payload))).chars().take(LOOKED_FOR).collect();
        let places = if *own { 3 } else { 1 };
        let times = if expected.is_empty() { places } else { text.matches(&expected).count() };
        assert!(times >= places, "{id}: {expected:?} stands {times} times on the pages");
    }
    assert!(legible.unmapped > 0 && unmapped >= legible.unmapped, "{unmapped} of {}", legible.unmapped);
    assert!(text.contains("U202E"), "what turns the reading direction is spelled out");
    let pdf = export(&report, &pages, timestamp(&report).unwrap()).unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    typst::comemo::evict(0);
}
