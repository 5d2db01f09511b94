//! The text of a step cut where its commands and sub-items stand, so that each can be shown by its own means.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use crate::html::{filled, harmless, render};

/// A stretch of a step's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Safe HTML.
    Prose(String),
    /// The command with this index.
    Command(usize),
    /// The sub-items with these indices.
    Tasks(Range<usize>),
}

/// Cuts the Markdown of a step into parts in reading order.
///
/// `commands` and `tasks` are how many of each the step has. `fill` puts values into the words, see
/// [`crate::html::safe_phrase`]. Where a fence or a sub-item stands inside something else, or the text does not hold as
/// many as were read from it, the prose comes first, then every command, then every sub-item; nothing is left out.
pub fn parts(markdown: &str, commands: usize, tasks: usize, fill: &dyn Fn(&str) -> String) -> Vec<Part> {
    let blocks = blocks(filled(markdown, fill));
    let count = |holds: fn(&Event<'_>) -> bool| blocks.iter().flatten().filter(|event| holds(event)).count();
    let (fences, boxes) = (count(is_fence), count(is_box));
    let plain = |block: &Vec<Event<'_>>| is_command(block) || is_task_list(block) || !holds_any(block);
    if fences == commands && boxes == tasks && blocks.iter().all(plain) {
        return in_place(blocks);
    }
    let mut prose: Vec<Event<'_>> = blocks.into_iter().flatten().collect();
    // What is shown below as a command or sub-item need not be shown twice, if all of them are.
    if fences == commands {
        prose = without(prose, |start| is_fence(start));
    }
    if boxes == tasks {
        prose = without_tasks(prose);
    }
    let mut parts: Vec<Part> = prose_of(prose).into_iter().collect();
    parts.extend((0..commands).map(Part::Command));
    parts.extend((tasks > 0).then_some(Part::Tasks(0..tasks)));
    parts
}

/// Events grouped by the outermost block that they belong to.
fn blocks<'a>(events: impl Iterator<Item = Event<'a>>) -> Vec<Vec<Event<'a>>> {
    let mut blocks = Vec::new();
    let (mut block, mut depth) = (Vec::new(), 0usize);
    for event in events {
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        block.push(event);
        if depth == 0 {
            blocks.push(std::mem::take(&mut block));
        }
    }
    blocks
}

fn in_place(blocks: Vec<Vec<Event<'_>>>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut prose = Vec::new();
    let (mut command, mut task) = (0, 0);
    for block in blocks {
        let part = if is_command(&block) {
            command += 1;
            Part::Command(command - 1)
        } else if is_task_list(&block) {
            let from = task;
            task += block.iter().filter(|event| is_box(event)).count();
            Part::Tasks(from..task)
        } else {
            prose.extend(block);
            continue;
        };
        parts.extend(prose_of(std::mem::take(&mut prose)));
        parts.push(part);
    }
    parts.extend(prose_of(prose));
    parts
}

fn prose_of(events: Vec<Event<'_>>) -> Option<Part> {
    let html = render(harmless(events.into_iter()));
    (!html.trim().is_empty()).then_some(Part::Prose(html))
}

fn is_fence(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))))
}

fn is_box(event: &Event<'_>) -> bool {
    matches!(event, Event::TaskListMarker(_))
}

fn holds_any(block: &[Event<'_>]) -> bool {
    block.iter().any(|event| is_fence(event) || is_box(event))
}

fn is_command(block: &[Event<'_>]) -> bool {
    block.first().is_some_and(is_fence)
}

/// A list of nothing but sub-items of one paragraph each: what the reader keeps of a sub-item.
fn is_task_list(block: &[Event<'_>]) -> bool {
    let starts = |tag: fn(&Tag<'_>) -> bool| {
        block.iter().filter(|event| matches!(event, Event::Start(start) if tag(start))).count()
    };
    let items = starts(|tag| matches!(tag, Tag::Item));
    matches!(block.first(), Some(Event::Start(Tag::List(_))))
        && items == block.iter().filter(|event| is_box(event)).count()
        && items >= starts(|tag| matches!(tag, Tag::Paragraph))
        && starts(|tag| matches!(tag, Tag::List(_))) == 1
        && !block.iter().any(|event| is_other_block(event))
}

fn is_other_block(event: &Event<'_>) -> bool {
    let Event::Start(tag) = event else { return matches!(event, Event::Rule) };
    matches!(
        tag,
        Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::Table(_) | Tag::HtmlBlock | Tag::Heading { .. }
    )
}

/// The events without the blocks that begin with such an event.
fn without<'a>(events: Vec<Event<'a>>, begins: impl Fn(&Event<'a>) -> bool) -> Vec<Event<'a>> {
    let mut kept = Vec::with_capacity(events.len());
    let mut depth = 0usize;
    for event in events {
        if depth == 0 && !begins(&event) {
            kept.push(event);
            continue;
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    kept
}

/// The events without the first paragraphs of sub-items, which are shown as sub-items; what else an item holds stays.
fn without_tasks(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut kept = Vec::with_capacity(events.len());
    let mut in_task = false;
    for event in events {
        in_task = match &event {
            Event::TaskListMarker(_) => true,
            Event::End(TagEnd::Paragraph | TagEnd::Item) => false,
            Event::Start(tag) if is_block(tag) => false,
            Event::Rule => false,
            _ if in_task => continue,
            _ => false,
        };
        if !in_task {
            kept.push(event);
        }
    }
    kept
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

#[cfg(test)]
#[path = "step_text_tests.rs"]
mod tests;
