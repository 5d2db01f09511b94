#![allow(clippy::panic)]

use super::{Part, parts};

fn cut(markdown: &str, commands: usize, tasks: usize) -> Vec<Part> {
    parts(markdown, commands, tasks, &|text| text.replace("{{x}}", "*v*"))
}

fn prose(html: &str) -> Part {
    Part::Prose(html.into())
}

#[test]
fn parts_stand_in_reading_order() {
    let text = "Look {{x}}:\n\n```sh read\nls {{x}}\n```\n\nThen:\n\n- [ ] one\n- [x] **two**\n\n```\ncd\n```\n\n- [ ] three\n";
    let expected = vec![
        prose("<p>Look *v*:</p>\n"),
        Part::Command(0),
        prose("<p>Then:</p>\n"),
        Part::Tasks(0..2),
        Part::Command(1),
        Part::Tasks(2..3),
    ];
    assert_eq!(cut(text, 2, 3), expected);
    assert_eq!(cut("", 0, 0), []);
    assert_eq!(cut("a\n\n- b\n\n    code\n", 0, 0).len(), 1);
}

#[test]
fn a_link_keeps_the_address_given_at_the_end() {
    let got = cut("see [here][a]\n\n```\nls\n```\n\n[a]: https://a.example/\n", 1, 0);
    assert!(matches!(&got[0], Part::Prose(html) if html.contains("https://a.example/")), "{got:?}");
}

#[test]
fn what_stands_inside_something_else_follows_the_prose() {
    let got = cut("1. First\n   ```sh\n   ls\n   ```\n2. Second\n", 1, 0);
    assert_eq!(got[1..], [Part::Command(0)]);
    let Part::Prose(html) = &got[0] else { panic!("{got:?}") };
    assert!(html.contains("First") && html.contains("Second") && !html.contains("ls"), "{html}");

    let got = cut("- plain\n- [ ] task *a*\n\n  more of it\n", 0, 1);
    assert_eq!(got[1..], [Part::Tasks(0..1)]);
    let Part::Prose(html) = &got[0] else { panic!("{got:?}") };
    assert!(html.contains("plain") && html.contains("more of it") && !html.contains("task"), "{html}");

    let got = cut("- [ ] a\n  - [ ] b\n", 0, 2);
    assert_eq!(got.last(), Some(&Part::Tasks(0..2)));
}

#[test]
fn nothing_is_missing_when_the_counts_differ() {
    let got = cut("text\n\n```\nls\n```\n\n- [ ] a\n", 2, 3);
    assert_eq!(got[1..], [Part::Command(0), Part::Command(1), Part::Tasks(0..3)]);
    let Part::Prose(html) = &got[0] else { panic!("{got:?}") };
    assert!(html.contains("ls") && html.contains("☐ a"), "{html}");
}
