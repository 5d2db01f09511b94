//! What a window does: reads as queries, lines captured, entries corrected, a postmortem written, exports watched.

use std::collections::BTreeMap;

use decklog_app::query::{IncidentView, JournalPage, NowView, PageRequest, RunView, StepPart};
use decklog_app::{
    Access, Answer, App, AppError, Command, ExportFormat, ExportRequest, ExportStage, Machine, Problem,
    Query, Request,
};
use decklog_domain::incident::{IncidentCommand, IncidentKind, Severity};
use decklog_domain::run::{Done, RunCommand};
use decklog_domain::time::Clock;

use crate::desk::Desk;
use crate::world::World;

const RUNBOOK: &str = "---\nrunbook: 1\ntitle: Queue stands still\n---\n# Queue stands still\n\n## Inputs\n\n\
| Input | Type | Required | Default | Notes |\n|---|---|---|---|---|\n| queue | text | yes | | the name |\n\n\
## Mend\n\n### Look at {{queue}}\n- **Evidence:** output (required)\n- **Expect:** it is **below** 100\n\n\
First look:\n\n```sh read\nqueuectl depth {{queue}}\n```\n\n- [ ] told `{{queue}}`\n\n### Go on\n\nGo.\n";

fn declared() -> Desk {
    let mut desk = Desk::new();
    desk.act(Command::DeclareIncident {
        title: "Checkout errors".to_owned(),
        severity: Severity::Sev2,
        kind: IncidentKind::Real,
        started: None,
    });
    desk
}

fn on_incident(act: IncidentCommand) -> Command {
    Command::Incident { incident: "1".to_owned(), act }
}

fn note(text: &str) -> Command {
    on_incident(IncidentCommand::Note { text: text.to_owned(), at: None })
}

fn incident(desk: &Desk) -> IncidentView {
    desk.app().incident("1").unwrap()
}

fn capture(text: &str) -> Command {
    Command::Capture { incident: "1".to_owned(), text: text.to_owned(), clock: Clock::Utc }
}

fn page(desk: &Desk, request: PageRequest) -> JournalPage {
    desk.app().journal_page(&PageRequest { limit: 100, ..request }).unwrap()
}

fn problem(error: AppError) -> Problem {
    error.problem()
}

#[test]
fn lines_are_captured_with_their_times_all_or_none() {
    let mut desk = declared();
    desk.app().remember("note", Some("02:50 rolled back\nerrors gone")).unwrap();
    let query = Query::Capture { text: "02:50 rolled back\n\n02:00 CST x".to_owned(), clock: Clock::Utc };
    let Answer::Capture(lines) = desk.app().answer(query).unwrap() else { panic!("another answer") };
    assert_eq!(lines[0].at.as_deref(), Some("2026-11-20T02:50:00.000Z"));
    assert_eq!((lines.len(), lines[0].problem.as_ref()), (2, None));
    assert!(lines[1].problem.as_ref().unwrap().contains("several meanings"));

    let mut request = desk.request(capture("02:50 rolled back\n02:00 CST x"));
    request.draft = Some("note".to_owned());
    let refused = problem(desk.app().execute(request).unwrap_err());
    assert!(refused.message.starts_with("line 2: "), "{}", refused.message);
    assert_eq!(incident(&desk).entries.len(), 1);
    assert!(desk.app().memory().unwrap().contains_key("note"), "a refused draft stays");

    let mut request = desk.request(capture("02:50 rolled back\nerrors gone\n"));
    request.draft = Some("note".to_owned());
    assert_eq!(desk.app().execute(request).unwrap().records.len(), 2);
    assert_eq!(desk.app().memory().unwrap(), BTreeMap::new());
    let told: Vec<_> = incident(&desk).entries.into_iter().map(|entry| (entry.text, entry.words)).collect();
    assert_eq!(told[0], ("rolled back".to_owned(), Some("02:50".to_owned())));
    assert_eq!(told[2], ("errors gone".to_owned(), None));
    desk.holds();
}

#[test]
fn an_entry_is_corrected_hidden_and_pinned_and_keeps_what_it_was() {
    let mut desk = declared();
    let id = desk.act(note("error rate 7 %")).records[0].id.clone();
    let correct = |text: Option<&str>, at: Option<&str>| {
        on_incident(IncidentCommand::Correct {
            entry: id.clone(),
            at: at.map(String::from),
            text: text.map(String::from),
            why: Some("wrong panel".to_owned()),
        })
    };
    desk.act(correct(Some("error rate 9 %"), Some("02:45 UTC")));
    let find = |desk: &Desk| incident(desk).entries.into_iter().find(|entry| entry.id == id).unwrap();
    let entry = find(&desk);
    assert_eq!(
        (entry.text.as_str(), entry.first_text.as_deref()),
        ("error rate 9 %", Some("error rate 7 %"))
    );
    assert_eq!(entry.at.as_deref(), Some("2026-11-20T02:45:00.000Z"));
    assert_eq!(entry.first_at.as_deref(), Some("2026-11-20T03:01:00.000Z"));
    assert_eq!(entry.why.as_deref(), Some("wrong panel"));
    assert_eq!(incident(&desk).entries[0].id, id, "it stands at its corrected time");
    for words in ["rate 9", "rate 7"] {
        assert_eq!(desk.app().search(words, 5).unwrap().len(), 1, "{words}");
    }
    desk.act(on_incident(IncidentCommand::Hide { entry: entry.seq.to_string(), why: "a name".to_owned() }));
    desk.act(on_incident(IncidentCommand::Pin { entry: id.clone(), pinned: true }));
    let entry = find(&desk);
    assert_eq!((entry.hidden.as_deref(), entry.pinned), (Some("a name"), true));
    let export = |desk: &Desk, format: ExportFormat, name: &str| {
        let out = desk.path(name);
        let request = ExportRequest { incident: "1".to_owned(), format, out, why: None, actor: None };
        std::fs::read_to_string(desk.app().export(&request).unwrap().path).unwrap()
    };
    let html = export(&desk, ExportFormat::Html, "report.html");
    let markdown = export(&desk, ExportFormat::Md, "report.md");
    for told in ["error rate 9 %", "error rate 7 %", "hidden: a name", "corrected: wrong panel"] {
        assert!(html.contains(told) && markdown.contains(told), "{told}");
    }
    desk.holds();
    for _ in 0..3 {
        desk.act(on_incident(IncidentCommand::Undo));
    }
    let entry = find(&desk);
    assert_eq!((entry.text.as_str(), entry.first_text, entry.first_at), ("error rate 7 %", None, None));
    assert_eq!((entry.hidden, entry.pinned, entry.undone), (None, false, false));
    desk.holds();
    let nowhere = correct(Some("x"), None);
    let Command::Incident { act, .. } = nowhere else { panic!("another command") };
    desk.act(Command::DeclareIncident {
        title: "Another".to_owned(),
        severity: Severity::Sev4,
        kind: IncidentKind::Test,
        started: None,
    });
    let elsewhere = desk.attempt(Command::Incident { incident: "2".to_owned(), act }).unwrap_err();
    assert_eq!(problem(elsewhere).code, "unknown");
}

#[test]
fn people_write_in_a_postmortem_and_a_later_draft_keeps_it() {
    let mut desk = declared();
    assert_eq!(
        desk.app().answer(Query::Postmortem { incident: "1".to_owned() }).unwrap(),
        Answer::Postmortem(None)
    );
    desk.act(Command::DraftPostmortem { incident: "1".to_owned() });
    let key = desk.app().postmortem("1").unwrap().sections[0].key.clone();
    let edit = |text: &str, draft| Command::EditPostmortem {
        incident: "1".to_owned(),
        section: key.clone(),
        text: text.to_owned(),
        draft,
        was: None,
    };
    assert!(!desk.app().postmortem("1").unwrap().sections[0].written, "the template only asks");
    desk.act(edit("Checkout failed for **heliotrope** reasons.", 1));
    assert_eq!(desk.app().search("heliotrope", 5).unwrap()[0].kind, "postmortem");
    let found = |desk: &Desk| desk.app().postmortem("1").unwrap().sections.swap_remove(0);
    assert!(found(&desk).human_html.contains("<strong>heliotrope</strong>"));
    assert!(found(&desk).written);
    let overtaken = |was: &str| match edit("Somebody else's words.", 1) {
        Command::EditPostmortem { incident, section, text, draft, .. } => {
            Command::EditPostmortem { incident, section, text, draft, was: Some(was.to_owned()) }
        }
        other => other,
    };
    assert_eq!(problem(desk.attempt(overtaken("The questions.")).unwrap_err()).code, "stale");
    desk.holds();
    desk.act(Command::DraftPostmortem { incident: "1".to_owned() });
    assert!(found(&desk).human.contains("heliotrope"));
    assert!(found(&desk).written, "a new draft keeps the words and who wrote them");
    assert_eq!(desk.app().search("heliotrope", 5).unwrap().len(), 1);
    assert_eq!(problem(desk.attempt(edit("late", 1)).unwrap_err()).code, "stale");
    let unknown = Command::EditPostmortem {
        incident: "1".to_owned(),
        section: "nowhere".to_owned(),
        text: "x".to_owned(),
        draft: 2,
        was: None,
    };
    assert_eq!(problem(desk.attempt(unknown).unwrap_err()).code, "unknown");
    desk.holds();
}

#[test]
fn a_run_is_seen_in_parts_and_on_the_list_of_what_goes_on() {
    let mut desk = declared();
    let file = desk.write("queue.md", RUNBOOK);
    desk.act(Command::ImportRunbooks { paths: vec![file] });
    desk.act(Command::StartRun {
        runbook: "queue".to_owned(),
        incident: Some("1".to_owned()),
        drill: false,
        inputs: BTreeMap::from([("queue".to_owned(), "é *x*".to_owned())]),
    });
    let Answer::Run(view) = desk.app().answer(Query::Run { run: "1".to_owned() }).unwrap() else {
        panic!("another answer")
    };
    let RunView { step, outline, missing_inputs, .. } = *view;
    let step = step.unwrap();
    assert_eq!((outline.len(), missing_inputs.len()), (2, 0));
    assert!(matches!(&step.parts[0], StepPart::Prose { html } if html.contains("First look")));
    assert_eq!(step.parts[1..], [StepPart::Command { index: 0 }, StepPart::Tasks { from: 0, to: 1 }]);
    assert_eq!(step.commands[0].text, "queuectl depth 'é *x*'");
    assert_eq!(step.commands[0].marks, [(15, 22)]);
    assert_eq!(step.tasks[0].html, "told <code>é *x*</code>");
    assert_eq!(step.expect_html, ["it is <strong>below</strong> 100"]);

    let on_run = |act| Command::Run { run: "1".to_owned(), act };
    let done = || on_run(RunCommand::Done(Done { all: true, ..Done::default() }));
    assert_eq!(problem(desk.attempt(done()).unwrap_err()).code, "missing");
    let file = desk.write("depth.txt", "17");
    let empty_note = on_run(RunCommand::Note { text: String::new() });
    let request = Request { attach: vec![file], ..desk.request(empty_note) };
    desk.app().execute(request).unwrap();
    desk.act(done());

    let Answer::Now(now) = desk.app().answer(Query::Now).unwrap() else { panic!("another answer") };
    let NowView { runs, incidents, without_postmortem, recent } = now;
    assert_eq!((runs[0].step.as_deref(), runs[0].count.closed), (Some("Go on"), 1));
    assert_eq!((incidents.len(), without_postmortem.len(), recent.len()), (1, 0, 0));
    desk.act(on_run(RunCommand::Done(Done::default())));
    desk.act(on_run(RunCommand::Complete));
    desk.act(on_incident(IncidentCommand::Resolve {
        criteria: Some("depth below 100".to_owned()),
        override_why: None,
        at: None,
    }));
    let now = desk.app().now_view().unwrap();
    assert_eq!((now.runs.len(), now.incidents.len()), (0, 0));
    assert_eq!((now.without_postmortem.len(), now.recent[0].number.as_str()), (1, "RUN-2026-001"));

    let (hash, _) = evidence(&desk);
    assert_eq!(desk.app().evidence(&hash).unwrap(), ("text/plain", b"17".to_vec()));
    assert_eq!(problem(desk.app().evidence("00").unwrap_err()).code, "unknown");
}

fn evidence(desk: &Desk) -> (String, String) {
    let run = desk.app().run("1").unwrap().run;
    let evidence = &run.notes[0].evidence[0];
    (evidence.hash.0.clone(), evidence.name.clone())
}

#[test]
fn the_journal_is_read_by_pages_from_the_newest_back() {
    let mut desk = declared();
    for n in 1..=70 {
        desk.act(note(&format!("Reading {n}")));
    }
    desk.sit_down_at(1);
    for n in 71..=100 {
        desk.act(note(&format!("say \"{n}\" \\ twice")));
    }
    let all = page(&desk, PageRequest { ..PageRequest::default() });
    assert_eq!((all.records.len(), all.more), (100, true));
    let last = all.records.last().unwrap();
    let before = Some(decklog_app::query::JournalPlace { log: last.log.clone(), seq: last.seq });
    let rest = page(&desk, PageRequest { before, ..PageRequest::default() });
    assert_eq!((rest.more, (100 + rest.records.len()) as u64), (false, all.total));
    let mut ids: Vec<&String> = all.records.iter().chain(&rest.records).map(|row| &row.id).collect();
    assert_eq!(rest.records.last().unwrap().kind, "journal.opened");
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len() as u64, all.total, "every record once");

    let found = |words: &str, kinds: &[&str]| {
        let kinds = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        let page =
            page(&desk, PageRequest { words: Some(words.to_owned()), kinds, ..PageRequest::default() });
        page.records.into_iter().map(|row| row.line).collect::<Vec<_>>()
    };
    assert_eq!(found("READING 70", &[]), ["Reading 70"]);
    assert_eq!(found("say \"99\"", &["incident."]), ["say \"99\" \\ twice"]);
    assert_eq!(found("\\ twice 72", &[]).len(), 1);
    assert_eq!(found("inc-2026-001 declared", &[]), ["Declared: Checkout errors"]);
    assert_eq!(found("meier", &["person."]).len(), 1);
    assert_eq!(found("salt", &[]).len(), 0, "only what people can read is searched");
    let row =
        &page(&desk, PageRequest { kinds: vec!["person.".to_owned()], ..PageRequest::default() }).records[0];
    assert_eq!((row.subject.as_deref(), row.actor.as_str()), (Some("meier"), "A. Meier"));
}

#[test]
fn what_was_recorded_since_is_told_once() {
    let mut desk = declared();
    let Answer::Workspace(about) = desk.app().answer(Query::Workspace).unwrap() else {
        panic!("another answer")
    };
    assert_eq!((about.sample, about.zone.as_str()), (true, "Europe/Berlin"));
    assert_eq!(desk.app().changes_since(about.lam).unwrap().tags, Vec::<String>::new());
    let id = incident(&desk).incident.id;
    desk.act(Command::DraftPostmortem { incident: "1".to_owned() });
    let changes = desk.app().changes_since(about.lam).unwrap();
    for tag in ["journal", "postmortem", "incident", &format!("incident:{id}")] {
        assert!(changes.tags.iter().any(|found| found == tag), "{tag}: {:?}", changes.tags);
    }
    assert!(!changes.tags.iter().any(|tag| tag == "person" || tag == "runbook"));
    assert_eq!(desk.app().changes_since(changes.lam).unwrap().tags, Vec::<String>::new());
    desk.app().remember("theme", Some("dark")).unwrap();
    desk.app().remember("theme", Some("light")).unwrap();
    assert_eq!(desk.app().changes_since(changes.lam).unwrap().lam, changes.lam, "settings are no record");
    assert_eq!(desk.app().memory().unwrap()["theme"], "light");
    desk.app().remember("theme", None).unwrap();
    assert_eq!(desk.app().memory().unwrap(), BTreeMap::new());
}

#[test]
fn an_export_is_watched_and_called_off() {
    let desk = declared();
    let request = |name: &str| ExportRequest {
        incident: "1".to_owned(),
        format: ExportFormat::Bundle,
        out: desk.path(name),
        why: None,
        actor: None,
    };
    let mut stages = Vec::new();
    let watch = &mut |stage| {
        stages.push(stage);
        true
    };
    desk.app().export_with(&request("a.zip"), watch).unwrap();
    use ExportStage::{Collecting, Typesetting, Verifying, Writing};
    assert_eq!(stages, [Collecting, Typesetting, Writing, Verifying]);
    for last in stages {
        let cancelled = desk.app().export_with(&request("b.zip"), &mut |stage| stage != last).unwrap_err();
        assert_eq!(problem(cancelled).code, "cancelled");
        assert!(!desk.path("b.zip").exists());
        let failed = page(&desk, PageRequest { kinds: vec!["export.".to_owned()], ..PageRequest::default() });
        assert_eq!(failed.records[0].kind, "export.failed");
        let record = desk.app().record(&failed.records[0].seq.to_string()).unwrap();
        assert!(record.payload.contains("\"cancelled\""), "{}", record.payload);
    }
    let left = std::fs::read_dir(desk.path(""))
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok());
    assert_eq!(left.filter(|name| name.starts_with(".decklog-")).count(), 0);

    let before = desk.app().about().unwrap().records;
    let pages = desk.app().preview_pages("1", &|| true).unwrap();
    assert!(!pages.is_empty() && pages.iter().all(|page| page.starts_with(b"\x89PNG")));
    assert_eq!(desk.app().about().unwrap().records, before, "a preview is not recorded");
    // Called off before the report is made, and between two pages.
    for times in [0, 1] {
        let asked = std::cell::Cell::new(0);
        let go_on = || asked.replace(asked.get() + 1) < times;
        assert_eq!(problem(desk.app().preview_pages("1", &go_on).unwrap_err()).code, "cancelled");
        assert_eq!(asked.get(), times + 1, "nothing is drawn after it was called off");
    }
}

#[test]
fn a_run_keeps_the_text_of_its_steps_and_a_list_knows_when_it_ended() {
    let mut desk = Desk::new();
    let text = "---\nrunbook: 1\ntitle: Book\n---\n# Book\n\n## Mend\n\n### First of {{operator}}\n\nAct *now*.\n\n### Second\n\nOld words.\n";
    let file = desk.write("book.md", text);
    desk.act(Command::ImportRunbooks { paths: vec![file.clone()] });
    let start = Command::StartRun {
        runbook: "book".to_owned(),
        incident: None,
        drill: false,
        inputs: BTreeMap::new(),
    };
    desk.act(start);
    desk.write("book.md", text.replace("Old", "New"));
    desk.act(Command::ImportRunbooks { paths: vec![file] });
    assert!(desk.app().runbook("book").unwrap().text.contains("New words."));

    let outline = desk.app().run("1").unwrap().outline;
    let second = outline.iter().find(|step| step.title == "Second").unwrap();
    let html = desk.app().run_step_html("1", &second.id).unwrap();
    assert!(html.contains("<p>Old words.</p>"), "{html}");
    assert_eq!(problem(desk.app().run_step_html("1", "third").unwrap_err()).code, "unknown");

    let now = desk.app().now_view().unwrap().runs.remove(0);
    assert_eq!(now.step.unwrap(), format!("First of {}", now.run.operator));

    let ended = |desk: &Desk| desk.app().runs().unwrap().remove(0).ended;
    let act = |act| Command::Run { run: "1".to_owned(), act };
    assert_eq!(ended(&desk), None);
    let stopped = desk.act(act(RunCommand::Stop { why: "enough".to_owned() }));
    assert_eq!(ended(&desk).as_ref(), Some(&stopped.records[0].at));
    desk.act(act(RunCommand::Undo));
    assert_eq!(ended(&desk), None, "its end was taken back");
}

#[test]
fn capture_correct_and_edit_by_command() {
    let world = World::with_workspace();
    world.decklog("incident declare 'Checkout errors'").succeeds();
    let said = world.decklog("incident capture 1 '-9m rolled back\n-7m errors gone'").succeeds();
    said.prints(&["rolled back", "errors gone"]);
    world
        .decklog("incident capture 1 '03:10 CST x' --utc")
        .exits(1)
        .explains(&["line 1", "several meanings"]);
    let app = App::open(&world.workspace(), Access::ReadOnly, Machine::Live).unwrap();
    let entries = app.incident("1").unwrap().entries;
    let seq = entries.iter().find(|entry| entry.text == "errors gone").unwrap().seq;
    drop(app);
    world
        .decklog(&format!("incident correct 1 {seq} --text 'errors halved' --why 'read again'"))
        .succeeds()
        .prints(&["errors halved"]);
    let shown = world.decklog("incident show 1 --json").succeeds().json();
    let entries = shown["entries"].as_array().unwrap();
    let entry = entries.iter().find(|entry| entry["seq"] == seq).unwrap();
    assert_eq!((&entry["first_text"], &entry["why"]), (&"errors gone".into(), &"read again".into()));
    world.decklog(&format!("incident hide 1 {seq} --why name")).succeeds().prints(&["HIDDEN:"]);
    world.decklog(&format!("incident unhide 1 {seq}")).succeeds();
    world.decklog(&format!("incident pin 1 {seq}")).succeeds().prints(&["PINNED"]);
    world.decklog(&format!("incident pin 1 {seq} --off")).succeeds();
    world.decklog("incident undo 1").succeeds();
    world.decklog("postmortem draft 1").succeeds();
    let key = world.decklog("postmortem show 1 --json").succeeds().json()["sections"][0]["key"].clone();
    let key = key.as_str().unwrap();
    world.decklog(&format!("postmortem edit 1 {key} --text 'It was the cache.'")).succeeds();
    world
        .decklog(&format!("postmortem edit 1 {key} --text 'It was.' --draft 7"))
        .exits(1)
        .explains(&["draft 1"]);
    world.decklog("postmortem show 1").succeeds().prints(&["It was the cache."]);
    world.decklog("journal verify").succeeds();
    world.decklog("journal rebuild --check").succeeds();
}
