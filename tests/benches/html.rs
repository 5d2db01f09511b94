//! Markdown to safe HTML against pulldown-cmark and ammonia with their own settings, over the runbooks that ship and as
//! many made ones.

use std::path::Path;

use decklog_runbook::html::safe_html;
use pulldown_cmark::{Options, Parser};

use crate::pairs::{pairs, timed};
use crate::table::{Judged, Table};
use crate::text;

pub(crate) fn run(table: &mut Table) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runbooks/runbooks");
    let shipped = std::fs::read_dir(folder).unwrap();
    let mut texts: Vec<String> =
        shipped.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    texts.extend((0..texts.len()).map(text::document));
    let all = |html: fn(&str) -> String| texts.iter().map(|text| html(text).len()).sum::<usize>();
    let pairs = pairs(200, |_| timed(|| all(bare)), |_| timed(|| all(safe_html)));
    table.pairs("safe HTML / pulldown-cmark + ammonia", pairs, Some(1.15), Judged::Median);
}

fn bare(markdown: &str) -> String {
    let dialect = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut html = String::with_capacity(markdown.len() + markdown.len() / 2);
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(markdown, dialect));
    ammonia::clean(&html)
}
