//! One pass of the CommonMark + GFM parser into a flat list of blocks.
//!
//! Flat, because nesting comes from the file: a tree of boxes would overflow the stack on hostile depth.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// The Markdown dialect of the product, everywhere the same.
pub(crate) fn dialect() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Heading(u8),
    Paragraph,
    Fence { info: String },
    IndentedCode,
    List { ordered: Option<u64> },
    Item { task: Option<bool> },
    Quote(Option<BlockQuoteKind>),
    Table,
    Row { head: bool },
    Cell,
    Html,
    Rule,
}

/// What a stretch of inline text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SpanKind {
    Link { to: String },
    Image,
    Strong,
    Code,
}

/// A marked stretch of a paragraph, heading or cell.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub(crate) kind: SpanKind,
    /// In the copy.
    pub(crate) range: Range<usize>,
    /// In the block's plain text.
    pub(crate) text: Range<usize>,
    /// Nothing stands before it on its line of the paragraph.
    pub(crate) first_on_line: bool,
}

/// One block in document order.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) kind: Kind,
    /// In the copy; from the block's first mark, without the indentation before it.
    pub(crate) range: Range<usize>,
    pub(crate) depth: usize,
    /// Index of the first block that is not inside this one.
    pub(crate) next: usize,
    /// Plain text of the inlines, or the code, or the raw HTML.
    pub(crate) plain: String,
    pub(crate) spans: Vec<Span>,
}

impl Block {
    /// Plain text of one of its spans.
    pub(crate) fn span_text(&self, span: &Span) -> &str {
        self.plain.get(span.text.clone()).unwrap_or_default()
    }
}

/// All blocks of a file.
#[derive(Debug)]
pub(crate) struct Blocks(pub(crate) Vec<Block>);

impl Blocks {
    /// Reads `text` from `base` on.
    pub(crate) fn parse(text: &str, base: usize) -> Blocks {
        let body = text.get(base..).unwrap_or_default();
        let mut builder = Builder { blocks: Vec::with_capacity(body.len() / 32 + 8), ..Builder::default() };
        for (event, range) in Parser::new_ext(body, dialect()).into_offset_iter() {
            builder.event(event, range.start + base..range.end + base);
        }
        Blocks(builder.blocks)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn get(&self, index: usize) -> Option<&Block> {
        self.0.get(index)
    }

    /// The blocks of a range that are not inside another block of the range, with their indices.
    pub(crate) fn top(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &Block)> {
        let mut at = range.start;
        std::iter::from_fn(move || {
            let block = self.0.get(at).filter(|_| at < range.end)?;
            let index = at;
            at = block.next;
            Some((index, block))
        })
    }

    /// The blocks directly inside a block.
    pub(crate) fn children(&self, index: usize) -> impl Iterator<Item = (usize, &Block)> {
        self.top(self.inside(index))
    }

    /// Indices of everything inside a block.
    pub(crate) fn inside(&self, index: usize) -> Range<usize> {
        index + 1..self.0.get(index).map_or(index + 1, |b| b.next)
    }

    /// Every block of a range with its index, nested ones included.
    pub(crate) fn all(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &Block)> {
        let start = range.start;
        self.0.get(range).unwrap_or_default().iter().enumerate().map(move |(i, b)| (start + i, b))
    }
}

#[derive(Default)]
struct Builder {
    blocks: Vec<Block>,
    open: Vec<usize>,
    /// Spans that are not closed yet, of the innermost text block.
    marks: Vec<Span>,
    line_is_empty: bool,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => {
                self.open_mark(SpanKind::Code, range.clone());
                self.text(&text, range);
                self.close_mark();
            }
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::Html(html) => self.append(&html),
            Event::SoftBreak | Event::HardBreak => {
                self.text("\n", range);
                self.line_is_empty = true;
            }
            Event::Rule => {
                self.close_implicit();
                self.open_block(Kind::Rule, range);
                self.close_block();
            }
            Event::TaskListMarker(done) => {
                if let Some(item) = self.innermost_item() {
                    item.kind = Kind::Item { task: Some(done) };
                }
                // The box is no part of the text that follows it.
                if let Some(text) = self.innermost().filter(|b| b.kind == Kind::Paragraph) {
                    text.range.start = range.end;
                }
            }
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Strong => self.open_mark(SpanKind::Strong, range),
            Tag::Link { dest_url, .. } => {
                self.open_mark(SpanKind::Link { to: dest_url.into_string() }, range)
            }
            Tag::Image { .. } => self.open_mark(SpanKind::Image, range),
            Tag::Emphasis | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => self.reach(&range),
            other => {
                if let Some(kind) = block_kind(&other) {
                    self.close_implicit();
                    self.open_block(kind, range);
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong | TagEnd::Link | TagEnd::Image => self.close_mark(),
            TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
            TagEnd::Item => {
                self.close_implicit();
                self.close_block();
            }
            _ => self.close_block(),
        }
    }

    fn inline_html(&mut self, html: &str, range: Range<usize>) {
        // `<pod-name>` is a placeholder to the reader of the plain text; other HTML says nothing.
        if crate::placeholder::name(html).is_some() {
            self.text(html, range);
        } else if html.starts_with("<br") {
            self.text(" ", range);
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        self.reach(&range);
        self.append(text);
        self.line_is_empty &= text.trim().is_empty();
    }

    fn append(&mut self, text: &str) {
        if let Some(block) = self.innermost() {
            block.plain.push_str(text);
        }
    }

    /// The innermost text goes at least to the end of `range`, marks such as `*` included.
    fn reach(&mut self, range: &Range<usize>) {
        self.open_implicit(range);
        if let Some(block) = self.innermost() {
            block.range.end = block.range.end.max(range.end);
        }
    }

    /// The text of a tight list item comes without a paragraph; it gets one.
    fn open_implicit(&mut self, range: &Range<usize>) {
        if self.innermost().is_some_and(|b| matches!(b.kind, Kind::Item { .. })) {
            self.open_block(Kind::Paragraph, range.clone());
        }
    }

    fn close_implicit(&mut self) {
        let open_text = self.innermost().is_some_and(|b| b.kind == Kind::Paragraph);
        if open_text {
            self.close_block();
        }
    }

    fn open_block(&mut self, kind: Kind, range: Range<usize>) {
        let depth = self.open.len();
        self.open.push(self.blocks.len());
        let holds_text = matches!(kind, Kind::Paragraph | Kind::Heading(_) | Kind::Fence { .. } | Kind::Cell);
        let plain = String::with_capacity(if holds_text { range.len() } else { 0 });
        self.blocks.push(Block { kind, range, depth, next: 0, plain, spans: Vec::new() });
        self.marks.clear();
        self.line_is_empty = true;
    }

    fn close_block(&mut self) {
        let next = self.blocks.len();
        if let Some(block) = self.open.pop().and_then(|i| self.blocks.get_mut(i)) {
            block.next = next;
        }
    }

    fn open_mark(&mut self, kind: SpanKind, range: Range<usize>) {
        self.reach(&range);
        let first_on_line = self.line_is_empty;
        if let Some(block) = self.innermost() {
            let at = block.plain.len();
            self.marks.push(Span { kind, range, text: at..at, first_on_line });
        }
    }

    fn close_mark(&mut self) {
        let Some(mut mark) = self.marks.pop() else { return };
        if let Some(block) = self.innermost() {
            mark.text.end = block.plain.len();
            block.spans.push(mark);
        }
    }

    fn innermost(&mut self) -> Option<&mut Block> {
        self.open.last().and_then(|i| self.blocks.get_mut(*i))
    }

    fn innermost_item(&mut self) -> Option<&mut Block> {
        let index = *self.open.iter().rev().find(|i| matches!(self.blocks[**i].kind, Kind::Item { .. }))?;
        self.blocks.get_mut(index)
    }
}

fn block_kind(tag: &Tag<'_>) -> Option<Kind> {
    Some(match tag {
        Tag::Paragraph => Kind::Paragraph,
        Tag::Heading { level, .. } => Kind::Heading(*level as u8),
        Tag::BlockQuote(alert) => Kind::Quote(*alert),
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Kind::Fence { info: info.to_string() },
        Tag::CodeBlock(CodeBlockKind::Indented) => Kind::IndentedCode,
        Tag::HtmlBlock => Kind::Html,
        Tag::List(first) => Kind::List { ordered: *first },
        Tag::Item => Kind::Item { task: None },
        Tag::Table(_) => Kind::Table,
        Tag::TableHead => Kind::Row { head: true },
        Tag::TableRow => Kind::Row { head: false },
        Tag::TableCell => Kind::Cell,
        _ => return None,
    })
}
