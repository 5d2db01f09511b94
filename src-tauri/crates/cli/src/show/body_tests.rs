use super::*;

fn shell(text: &str) -> CommandView {
    CommandView {
        lang: "sh".into(),
        class: Some(CommandClass::Change),
        timeout_s: Some(90),
        text: text.into(),
        marks: Vec::new(),
        missing: Vec::new(),
        refused: Vec::new(),
    }
}

fn item(text: &str, ticked: bool) -> TaskView {
    TaskView { text: text.into(), html: String::new(), optional: false, ticked }
}

#[test]
fn commands_stand_filled_where_the_fence_stood() {
    let markdown =
        "Look first.\n\n```sh change timeout=90s\nkubectl -n {{namespace}} get pods\n```\n\nThen wait.\n";
    let shown = body(markdown, &[shell("kubectl -n shop get pods")], &[]);
    assert_eq!(
        shown,
        "  Look first.\n\n  [sh, CHANGES something, at most 90 s]\n      kubectl -n shop get pods\n\n  Then wait."
    );
}

#[test]
fn sub_items_are_numbered_in_place() {
    let markdown = "Before:\n- [ ] first\n  goes on\n- [x] second\n\nAfter.";
    let tasks = [item("first goes on", true), item("second", false)];
    assert_eq!(body(markdown, &[], &tasks), "  Before:\n  [x] 1  first goes on\n  [ ] 2  second\n\n  After.");
}

#[test]
fn what_cannot_be_placed_follows_the_text() {
    let shown = body("No fence here.", &[shell("true")], &[item("alone", false)]);
    assert_eq!(
        shown,
        "  No fence here.\n  [sh, CHANGES something, at most 90 s]\n      true\n  [ ] 1  alone"
    );
}

#[test]
fn paragraphs_are_reflowed_and_commands_are_not() {
    let long = "word ".repeat(40);
    let command = "x".repeat(200);
    let markdown = format!("{long}\n{long}\n- {long}\n\n```\n{command}\n```");
    let shown = body(
        &markdown,
        &[CommandView { class: None, timeout_s: None, lang: String::new(), ..shell(&command) }],
        &[],
    );
    let (words, code): (Vec<&str>, Vec<&str>) = shown.lines().partition(|line| !line.contains('x'));
    assert!(words.iter().all(|line| line.len() <= 80), "{shown}");
    assert_eq!(code, [format!("      {command}")]);
}

#[test]
fn warnings_keep_their_kind_and_tables_their_shape() {
    let markdown = "> [!WARNING]\n> Rollouts are paused.\n> Resume them.\n\n| a | b |\n|---|---|\n| 1 | 2 |";
    assert_eq!(
        body(markdown, &[], &[]),
        "  WARNING: Rollouts are paused. Resume them.\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |"
    );
}

#[test]
fn no_text_is_lost_whatever_its_shape() {
    let odd = ["```", "~~~\n```\nx", "- [ ] ", "> ", "1.", "#", "    code", "* [x] a\n\n  b", "`` ` ``"];
    for markdown in odd {
        let shown = body(markdown, &[], &[]);
        for word in markdown.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)) {
            assert!(shown.contains(word), "{markdown:?} became {shown:?}");
        }
    }
}
