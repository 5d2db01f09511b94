//! Every fault that the watch looks for, planted: a watch that sees nothing would pass whatever the texts do.

use decklog_app::Command;
use serde_json::json;

use super::watch::Guarded;
use super::{act, told};
use crate::patience;

/// What is done to the page, with its text as `prose` and `put` to put an element at the end of the page; and what
/// must be said of it.
const PLANTED: [(&str, &str); 25] = [
    ("window.pwned = true", "pwned was put on window"),
    ("alert(1)", "alert() was called"),
    ("setTimeout(() => { throw new Error('planted') })", "an error was thrown: Error: planted"),
    ("Promise.reject(new Error('planted'))", "a promise failed: Error: planted"),
    ("document.title = 'planted'", "the title became planted"),
    ("history.replaceState(null, '', '/elsewhere')", "this is another page"),
    ("prose.append(document.createElement('script'))", "an element came into the page: <script"),
    ("prose.innerHTML = '<p onclick=\"pwned = 1\">x</p>'", "a handler: onclick"),
    (
        "prose.innerHTML = '<p onclick=\"pwned = 1\">x</p>'; prose.firstChild.click()",
        "the policy refused script-src-attr",
    ),
    ("prose.innerHTML = '<img src=nowhere onerror=\"pwned = 1\">'", "in the text: <img"),
    ("prose.innerHTML = '<a href=\" javascript:pwned = 1\">x</a>'", "in the text: href= javascript"),
    ("prose.innerHTML = '<a href=\"//attacker.example\">x</a>'", "in the text: href=//attacker.example"),
    ("prose.innerHTML = '<p style=\"color: red\">x</p>'", "in the text: style="),
    ("prose.innerHTML = '<p id=main>x</p>'", "in the text: id=main"),
    (
        "fetch('http://attacker.example/').catch(() => {})",
        "the policy refused connect-src http://attacker.example",
    ),
    (
        "new Image().src = 'https://attacker.example/x.png'",
        "the policy refused img-src https://attacker.example",
    ),
    // The policy lets this one pass, for systems where records are found under this name.
    (
        "new Image().src = 'http://record.localhost/x.png'",
        "a request left the window: GET http://record.localhost",
    ),
    (
        "put('div').className = 'prose'; const link = document.createElement('a'); link.href = 'https://attacker.example/'; document.body.lastChild.append(link); link.click()",
        "a link would navigate",
    ),
    ("put('div').style.cssText = 'position: fixed; inset: 0'", "main is covered by <div"),
    (
        "put('div').style.cssText = 'position: fixed; left: 0; top: 0; width: 300px; height: 100px'",
        "nav is covered by <div",
    ),
    ("put('div').style.cssText = 'width: 3000px; height: 1px'", "the page scrolls"),
    ("prose.lastElementChild.style.position = 'relative'", "it leaves its place in the text"),
    ("prose.lastElementChild.style.width = '3000px'", "px too wide"),
    ("document.querySelector('h1').style.cssText = 'max-height: none; height: 600px'", "main has no room"),
    ("prose.style.visibility = 'hidden'; hostile.seen(prose)", "it cannot be seen"),
];

#[test]
fn every_planted_fault_is_seen() {
    let world = told(|app, world| {
        let path = world.write("texts/calm.md", "# Calm\n\nwords\n\nlast words\n");
        act(app, Command::ImportRunbooks { paths: vec![path] });
    });
    let Some(stage) = Guarded::set(world) else { return };
    let window = stage.open();
    window.awaits(
        "location.hash = '#/library/calm';
         await hostile.until('its text', () => document.querySelector('.text .prose'));
         hostile.wellBehaved();",
        &[],
    );
    assert_eq!(window.faults(), Vec::<String>::new());
    for (planted, seen) in PLANTED {
        let script = format!(
            "const prose = document.querySelector('.text .prose');
             const put = (name) => document.body.appendChild(document.createElement(name));
             const [html, address, title, last] = [prose.innerHTML, location.href, document.title, document.body.lastChild];
             {{ {planted} }}
             hostile.wellBehaved();
             history.replaceState(null, '', address);
             document.title = title;
             while (document.body.lastChild !== last) document.body.lastChild.remove();
             prose.innerHTML = html;
             for (const element of [prose, document.querySelector('h1')]) element.removeAttribute('style');
             delete window.pwned;"
        );
        window.awaits(&script, &[]);
        let mut faults = Vec::new();
        let told = patience::until(|| {
            faults.extend(window.faults());
            faults.iter().any(|fault| fault.contains(seen)).then_some(())
        });
        assert!(told.is_some(), "`{planted}` was not told as `{seen}`, but as\n{}", faults.join("\n"));
    }
    window.awaits("hostile.wellBehaved();", &[]);
    window.holds();
}

#[test]
fn a_text_that_reads_otherwise_is_seen() {
    let Some(stage) = Guarded::set(told(|_, _| ())) else { return };
    let window = stage.open();
    window.awaits("hostile.reads([document.querySelector('h1')], ['Other words']);", &[]);
    let faults = window.faults().join("\n");
    assert!(faults.contains(r#"it reads "Settings" and not "Other words""#), "{faults}");
    window.awaits("hostile.reads([document.querySelector('h1')], ['Settings', 'One more']);", &[]);
    let faults = window.faults().join("\n");
    assert!(faults.contains("1 texts are shown, not 2"), "{faults}");
}

#[test]
fn no_address_takes_the_place_of_the_page() {
    let Some(stage) = Guarded::set(told(|_, _| ())) else { return };
    let window = stage.open();
    for address in
        ["http://attacker.example/", "https://attacker.example/", "data:text/html,gone", "file:///etc/passwd"]
    {
        window.awaits("location.href = arguments[0]", &[json!(address)]);
    }
    window.holds();
}
