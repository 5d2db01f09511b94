//! As the text of a runbook, in a cell of a table, as a value.

use std::collections::BTreeMap;

use decklog_app::{Command, Request};
use decklog_domain::run::RunCommand;
use decklog_domain::runbook_text::ValueKind;
use decklog_domain::value;
use serde_json::json;

use super::spelled::spelled;
use super::watch::Guarded;
use super::{BATCH, act, told, vectors};

#[test]
fn each_as_the_text_of_a_runbook() {
    let Some(vectors) = vectors() else { return };
    // The words after it must not be taken along by what it leaves open.
    let files: Vec<_> = vectors
        .iter()
        .enumerate()
        .map(|(at, vector)| {
            (format!("v{at}"), format!("{}\n\n# After {at}\n\nlast words {at}\n", vector.text))
        })
        .collect();
    let world = told(|app, world| {
        for (name, text) in &files {
            world.write(&format!("texts/{name}.md"), text);
        }
        act(app, Command::ImportRunbooks { paths: vec![world.path("texts")] });
    });
    let Some(stage) = Guarded::set(world) else { return };
    let window = stage.open();
    for (chunk, some) in files.chunks(BATCH).enumerate() {
        let list: Vec<_> = some
            .iter()
            .enumerate()
            .map(|(at, (name, text))| {
                let lines: Vec<_> = text.replace("\r\n", "\n").split(['\r', '\n']).map(|line| spelled(line, true)).collect();
                let at = chunk * BATCH + at;
                json!({ "id": vectors[at].id, "name": name, "last": format!("last words {at}"), "lines": lines })
            })
            .collect();
        window.awaits(
            "const { now, fault, wellBehaved, follow, until, reads } = hostile;
             const tab = (name) => [...document.querySelectorAll('[role=tab]')].find((one) => one.textContent === name).click();
             const path = () => document.querySelector('.facts code.muted')?.textContent ?? '';
             for (const { id, name, last, lines } of arguments[0]) {
                 now.at = id;
                 location.hash = `#/library/${name}`;
                 await until('the runbook', () => path().endsWith(`/${name}.md`));
                 tab('Read');
                 const prose = await until('its text', () => document.querySelector('.text .prose'));
                 wellBehaved();
                 if (!prose.innerText.includes(last)) fault(`the words after it are gone: ${prose.innerText.slice(0, 200)}`);
                 follow();
                 tab('Steps');
                 await until('its steps', () => document.querySelector('.panel > .steps'));
                 wellBehaved();
                 tab('Source');
                 const source = await until('its source', () => document.querySelector('.source .scroller'));
                 wellBehaved();
                 const codes = [...source.querySelectorAll('code')];
                 reads(codes, source.matches('.virtual') ? lines.slice(0, codes.length) : lines);
             }",
            &[json!(list)],
        );
    }
    window.holds();
}

#[test]
fn each_in_a_cell_of_a_table() {
    let Some(vectors) = vectors() else { return };
    let world = told(|app, world| {
        for (batch, some) in vectors.chunks(BATCH).enumerate() {
            let mut text = format!("# Table {batch}\n\n| first | text | last |\n|---|---|---|\n");
            for (row, vector) in some.iter().enumerate() {
                let cell = vector.text.replace('|', "&#124;").replace(['\n', '\r'], " ");
                text.push_str(&format!("| first {row} | {cell} | last {row} |\n"));
            }
            world.write(&format!("texts/table-{batch}.md"), text + "\nlast words\n");
        }
        act(app, Command::ImportRunbooks { paths: vec![world.path("texts")] });
    });
    let Some(stage) = Guarded::set(world) else { return };
    let window = stage.open();
    for (batch, some) in vectors.chunks(BATCH).enumerate() {
        let ids: Vec<_> = some.iter().map(|vector| &vector.id).collect();
        window.awaits(
            "const { now, fault, wellBehaved, follow, until } = hostile;
             const [batch, ids] = arguments;
             now.at = `the table from ${ids[0]}`;
             location.hash = `#/library/table-${batch}`;
             const path = () => document.querySelector('.facts code.muted')?.textContent ?? '';
             await until('the runbook', () => path().endsWith(`/table-${batch}.md`));
             const prose = await until('its text', () => document.querySelector('.text .prose'));
             wellBehaved();
             follow();
             if (!prose.innerText.includes('last words')) fault('the words after it are gone');
             const rows = [...prose.querySelectorAll('table > tbody > tr')];
             if (prose.querySelectorAll('table').length !== 1) fault('there is more than one table');
             if (rows.length !== ids.length) fault(`there are ${rows.length} rows, not ${ids.length}`);
             rows.forEach((row, at) => {
                 now.at = ids[at];
                 const cells = [...row.cells].map((cell) => cell.innerText.trim());
                 if (cells.length !== 3 || cells[0] !== `first ${at}` || cells[2] !== `last ${at}`) fault(`the row is ${JSON.stringify(cells)}`);
             });",
            &[json!(batch), json!(ids)],
        );
    }
    window.holds();
}

#[test]
fn each_as_a_value_of_a_run() {
    let Some(vectors) = vectors() else { return };
    let fits = |text: &str| value::check("v", &ValueKind::Text, text).is_ok();
    let (fit, unfit): (Vec<_>, Vec<_>) =
        vectors.iter().map(|one| one.text.trim()).partition(|text| fits(text));
    let named = |some: &[&str]| -> BTreeMap<String, String> {
        some.iter().enumerate().map(|(at, text)| (format!("v{at:02}"), (*text).to_owned())).collect()
    };
    let world = told(|app, world| {
        for (batch, some) in fit.chunks(BATCH).enumerate() {
            let names: Vec<_> = named(some).into_keys().collect();
            let inputs = names.iter().map(|name| format!("| {name} | text | no | | |\n")).collect::<String>();
            let uses = names.iter().map(|name| format!(
                "begin {name} {{{{{name}}}}} end {name}\n\nIn code `{{{{{name}}}}}`, as an address [there]({{{{{name}}}}}).\n\n```sh read\necho {{{{{name}}}}}\n```\n\n"
            )).collect::<String>();
            world.write(&format!("values-{batch}.md"), format!(
                "---\nrunbook: 1\n---\n# Values {batch}\n\n## Inputs\n\n| Input | Type | Required | Default | Notes |\n|---|---|---|---|---|\n{inputs}\n## Look\n\n### Look at {{{{v00}}}}\n\n{uses}"
            ));
            act(app, Command::ImportRunbooks { paths: vec![world.path(&format!("values-{batch}.md"))] });
            let runbook = format!("values-{batch}");
            act(app, Command::StartRun { runbook, incident: None, drill: false, inputs: named(some) });
        }
        // What could change a command unseen never becomes a value.
        for text in &unfit {
            let values = BTreeMap::from([("v00".to_owned(), (*text).to_owned())]);
            let set = Command::Run { run: "1".to_owned(), act: RunCommand::SetValues { values } };
            assert!(app.execute(Request::from(set)).is_err(), "{text:?} became a value");
        }
    });
    let Some(stage) = Guarded::set(world) else { return };
    let window = stage.open();
    for (batch, some) in fit.chunks(BATCH).enumerate() {
        let code: Vec<_> = some.iter().map(|text| spelled(text, true)).collect();
        let words: Vec<_> = some.iter().map(|text| spelled(text, false)).collect();
        window.awaits(
            "const { now, fault, wellBehaved, follow, until, reads } = hostile;
             const [batch, code, words] = arguments;
             now.at = `values ${batch}`;
             location.hash = `#/run/RUN-2026-${String(batch + 1).padStart(3, '0')}`;
             await until('the run', () => document.querySelector('h1')?.textContent === `Values ${batch}`);
             const values = await until('its values', () => {
                 const all = [...document.querySelectorAll('aside dd > code')];
                 return all.length === code.length && all;
             });
             wellBehaved();
             follow();
             reads(values, code);
             const text = document.querySelector('.middle').textContent;
             words.forEach((value, at) => {
                 const name = `v${String(at).padStart(2, '0')}`;
                 if (!text.includes(`begin ${name} ${value} end ${name}`)) fault(`the step does not say ${JSON.stringify(value)}`);
             });",
            &[json!(batch), json!(code), json!(words)],
        );
    }
    window.holds();
}
