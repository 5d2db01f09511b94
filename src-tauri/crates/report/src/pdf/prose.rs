//! Markdown as a tree of nodes that the template draws. Nothing of it is ever read as typst.

use std::collections::HashMap;

use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::{Value, json};

use super::legible::Legible;

/// Deeper nesting is drawn flat: typst bounds the depth of calls, and no reader follows it further.
const DEPTH: usize = 9;

/// Reads Markdown (CommonMark with GFM tables, strikethrough and task lists) into nodes. `anchors` names the labels of
/// records that stand in the report, so that a link to `#e-<record>` leads there. Raw HTML is shown as text.
pub(super) fn nodes(
    markdown: &str,
    legible: &mut Legible<'_>,
    anchors: &HashMap<String, String>,
) -> Vec<Value> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut tree = Tree { legible, anchors, open: Vec::new(), top: Vec::new() };
    for event in Parser::new_ext(markdown, options) {
        tree.take(event);
    }
    tree.top
}

struct Tree<'a, 'b> {
    legible: &'a mut Legible<'b>,
    anchors: &'a HashMap<String, String>,
    /// What is open; `None` stands for a part that is drawn as its parent's.
    open: Vec<(Option<Tag<'a>>, Vec<Value>)>,
    top: Vec<Value>,
}

impl<'a> Tree<'a, '_> {
    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Start(tag) => {
                let drawn = self.open.iter().filter(|(tag, _)| tag.is_some()).count();
                let in_table = matches!(tag, Tag::TableHead | Tag::TableRow | Tag::TableCell);
                let tag = (drawn < DEPTH || in_table).then_some(tag);
                self.open.push((tag, Vec::new()));
            }
            Event::End(_) => {
                if let Some((tag, children)) = self.open.pop() {
                    self.close(tag, children);
                }
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text("text", &text),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text("code", &text)
            }
            Event::FootnoteReference(text) => self.text("text", &text),
            Event::SoftBreak => self.text("text", " "),
            Event::HardBreak => self.add(json!({ "is": "break" })),
            Event::Rule => self.add(json!({ "is": "rule" })),
            Event::TaskListMarker(done) => {
                self.text("text", if done { "\u{2611} " } else { "\u{2610} " });
            }
        }
    }

    fn text(&mut self, is: &str, text: &str) {
        let text = self.legible.text(text);
        self.add(json!({ "is": is, "text": text }));
    }

    fn add(&mut self, node: Value) {
        self.children().push(node);
    }

    fn children(&mut self) -> &mut Vec<Value> {
        match self.open.last_mut() {
            Some((_, children)) => children,
            None => &mut self.top,
        }
    }

    fn close(&mut self, tag: Option<Tag<'a>>, children: Vec<Value>) {
        let Some(tag) = tag else { return self.children().extend(children) };
        let node = match tag {
            Tag::Paragraph => json!({ "is": "paragraph", "c": children }),
            Tag::Heading { .. } => json!({ "is": "heading", "c": children }),
            Tag::BlockQuote(_) => json!({ "is": "quote", "c": children }),
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                let text: String = children.iter().filter_map(|node| node["text"].as_str()).collect();
                json!({ "is": "fence", "text": text.trim_end_matches('\n') })
            }
            Tag::List(None) => json!({ "is": "list", "c": items(children) }),
            Tag::List(Some(start)) => json!({ "is": "numbers", "start": start, "c": items(children) }),
            Tag::Item => json!({ "is": "item", "c": children }),
            Tag::Emphasis => json!({ "is": "emphasis", "c": children }),
            Tag::Strong => json!({ "is": "strong", "c": children }),
            Tag::Strikethrough => json!({ "is": "deleted", "c": children }),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.link(&dest_url, children),
            Tag::Table(columns) => {
                let mut rows = children.into_iter();
                let head = rows.next().unwrap_or_else(|| json!([]));
                json!({ "is": "table", "columns": columns.len(), "head": head, "rows": rows.collect::<Vec<_>>() })
            }
            Tag::TableHead | Tag::TableRow | Tag::TableCell => Value::Array(children),
            _ => return self.children().extend(children),
        };
        self.add(node);
    }

    /// A citation leads to its entry; any other address is printed, which paper can carry too.
    fn link(&mut self, url: &str, children: Vec<Value>) -> Value {
        if let Some(label) = url.strip_prefix("#e-").and_then(|record| self.anchors.get(record)) {
            return json!({ "is": "cite", "to": label, "c": children });
        }
        let shown: String = children.iter().filter_map(|node| node["text"].as_str()).collect();
        let address = self.legible.text(url);
        if url.starts_with('#') || shown == address {
            json!({ "is": "item", "c": children })
        } else {
            json!({ "is": "link", "text": address, "c": children })
        }
    }
}

/// Only items stand in a list; what was flattened into it becomes one.
fn items(children: Vec<Value>) -> Vec<Value> {
    let wrap =
        |child: Value| if child["is"] == "item" { child } else { json!({ "is": "item", "c": [child] }) };
    children.into_iter().map(wrap).collect()
}
