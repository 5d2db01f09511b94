//! What holds after any sequence of commands: the lists are what the journal gives, the journal verifies, and a command
//! that comes again changes nothing.

use std::collections::BTreeMap;

use decklog_app::{AppError, Command, ExportFormat, ExportRequest, Recorded, Request};
use decklog_domain::incident::{IncidentCommand, IncidentKind, MilestoneCode, Severity};
use decklog_domain::run::{Done, RunCommand};
use decklog_domain::time::Clock;
use proptest::prelude::*;

use crate::desk::Desk;

/// Something somebody does.
#[derive(Debug, Clone)]
enum Deed {
    Command(Command),
    /// The same with a file handed over.
    Evidence(Command),
    /// A file is written anew and imported.
    Import {
        file: u8,
        text: u8,
    },
    Export,
    /// Somebody goes on at another device.
    Device(u8),
}

const TEXTS: [&str; 5] = [
    "# Plain\n\n1. Look at the queue\n2. Restart the worker\n   - [ ] watch it\n3. Tell the team\n",
    "---\nrunbook: 1\nid: queue\ntitle: Queue\nowner: ops\nservices: [queue]\n---\n\n# Queue\n\n## Look\n\n### Choose\n- **Decision:** Which?\n- **One:** [One](#one)\n- **Other:** [Other](#other)\n\n### One\n- **Record:** `depth` (number) How deep?\n- **Then:** [Close](#close)\n\n### Other\n- **Evidence:** output (required)\n\n## End\n\n### Close\n\n- [ ] all quiet\n\n## Rollback\n\n### Undo it\n\n## Escalate\n\n### Call\n",
    "",
    "Words only, no steps.\n",
    "---\nrunbook: 1\ntitle: [broken\n---\n\n# Broken\n\n## A\n\nDo it.\n",
];

fn deeds(devices: u8) -> impl Strategy<Value = Vec<Deed>> {
    let number = || (1..4u8).prop_map(|n| n.to_string());
    let words = || {
        prop::sample::select(vec![
            "errors rise",
            "🔥 naïve\nsecond line",
            "\u{202e}turned",
            "a 'quoted' \"word\"",
            " ",
        ])
        .prop_map(str::to_owned)
    };
    let time = || {
        prop::sample::select(vec![
            None,
            Some("now"),
            Some("-9m"),
            Some("03:10 CET"),
            Some("unknown"),
            Some("soon"),
        ])
        .prop_map(|time| time.map(str::to_owned))
    };
    let declare = (words(), time()).prop_map(|(title, started)| {
        let (severity, kind) = (Severity::Sev2, IncidentKind::Real);
        Deed::Command(Command::DeclareIncident { title, severity, kind, started })
    });
    let code = prop::sample::select(MilestoneCode::ALL.to_vec());
    let entry = || (2..9u8).prop_map(|seq| seq.to_string());
    let correct = (entry(), time(), prop::option::of(words()))
        .prop_map(|(entry, at, text)| IncidentCommand::Correct { entry, at, text, why: None });
    let incident = prop_oneof![
        2 => correct,
        1 => (entry(), words()).prop_map(|(entry, why)| IncidentCommand::Hide { entry, why }),
        1 => entry().prop_map(|entry| IncidentCommand::Unhide { entry }),
        1 => (entry(), any::<bool>()).prop_map(|(entry, pinned)| IncidentCommand::Pin { entry, pinned }),
        4 => (words(), time()).prop_map(|(text, at)| IncidentCommand::Note { text, at }),
        3 => (code, time()).prop_map(|(code, at)| IncidentCommand::Milestone { code, at: at.unwrap_or_default() }),
        1 => words().prop_map(|criteria| IncidentCommand::Resolve { criteria: Some(criteria), override_why: None, at: None }),
        1 => words().prop_map(|why| IncidentCommand::Reopen { why }),
        2 => Just(IncidentCommand::Undo),
    ];
    let incident = (number(), incident).prop_map(|(incident, act)| Command::Incident { incident, act });
    let start = (number(), any::<bool>(), prop::sample::select(vec!["queue", "f0", "f1", "plain"])).prop_map(
        |(incident, linked, runbook)| Command::StartRun {
            runbook: runbook.to_owned(),
            incident: linked.then_some(incident),
            drill: !linked,
            inputs: BTreeMap::new(),
        },
    );
    let done = |choose: Option<&str>, set: &[(&str, &str)]| {
        RunCommand::Done(Done {
            choose: choose.map(str::to_owned),
            set: set.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
            all: true,
            ..Done::default()
        })
    };
    let run = prop_oneof![
        6 => Just(done(None, &[])),
        2 => Just(done(Some("one"), &[])),
        2 => Just(done(Some("2"), &[])),
        2 => Just(done(None, &[("depth", "7")])),
        1 => words().prop_map(|why| RunCommand::Skip { why }),
        2 => words().prop_map(|why| RunCommand::Defer { why }),
        1 => words().prop_map(|why| RunCommand::Fail { why }),
        1 => words().prop_map(|why| RunCommand::NotApplicable { why }),
        2 => words().prop_map(|text| RunCommand::Note { text }),
        1 => Just(RunCommand::Tick { tasks: vec![1] }),
        1 => words().prop_map(|value| {
            RunCommand::SetValues { values: BTreeMap::from([("namespace".to_owned(), value)]) }
        }),
        1 => Just(RunCommand::Back { to: None }),
        1 => Just(RunCommand::Rollback),
        1 => Just(RunCommand::Escalate),
        3 => Just(RunCommand::Undo),
        1 => words().prop_map(|why| RunCommand::Waive { step: "choose".to_owned(), why }),
        1 => Just(RunCommand::Complete),
        1 => words().prop_map(|why| RunCommand::Stop { why }),
    ];
    let run = (number(), run).prop_map(|(run, act)| Command::Run { run, act });
    let deed = prop_oneof![
        2 => declare,
        6 => incident.clone().prop_map(Deed::Command),
        1 => incident.prop_map(Deed::Evidence),
        2 => start.prop_map(Deed::Command),
        10 => run.clone().prop_map(Deed::Command),
        3 => run.prop_map(Deed::Evidence),
        2 => (0..3u8, 0..TEXTS.len() as u8).prop_map(|(file, text)| Deed::Import { file, text }),
        1 => number().prop_map(|incident| Deed::Command(Command::DraftPostmortem { incident })),
        1 => (number(), words(), 1..3u32).prop_map(|(incident, text, draft)| {
            let section = "summary".to_owned();
            Deed::Command(Command::EditPostmortem { incident, section, text, draft, was: None })
        }),
        1 => (number(), time(), words()).prop_map(|(incident, time, words)| {
            let text = format!("{} {words}\nerrors gone", time.unwrap_or_default());
            Deed::Command(Command::Capture { incident, text, clock: Clock::Local })
        }),
        1 => words().prop_map(|name| Deed::Command(Command::AddPerson { handle: None, name })),
        1 => Just(Deed::Export),
        1 => (0..devices).prop_map(Deed::Device),
    ];
    prop::collection::vec(deed, 1..60)
}

/// What was done at a desk.
struct Evening {
    desk: Desk,
    recorded: Vec<(Request, Recorded)>,
}

fn carry_out(deeds: Vec<Deed>) -> Evening {
    let mut desk = Desk::new();
    let mut recorded = Vec::new();
    let first = [
        Deed::Import { file: 0, text: 1 },
        Deed::Command(Command::DeclareIncident {
            title: "Errors".to_owned(),
            severity: Severity::Sev1,
            kind: IncidentKind::Real,
            started: None,
        }),
    ];
    for (n, deed) in first.into_iter().chain(deeds).enumerate() {
        let request = match deed {
            Deed::Device(device) => {
                desk.sit_down_at(device);
                continue;
            }
            Deed::Export => {
                let out = desk.path(&format!("report-{n}.json"));
                let incident = "1".to_owned();
                let request =
                    ExportRequest { incident, format: ExportFormat::Json, out, why: None, actor: None };
                desk.app().export(&request).unwrap();
                continue;
            }
            Deed::Command(command) => desk.request(command),
            Deed::Evidence(command) => {
                let file = desk.write("evidence.txt", format!("seen {n}\n"));
                Request { attach: vec![file], ..desk.request(command) }
            }
            Deed::Import { file, text } => {
                let path = desk.write(&format!("f{file}.md"), TEXTS[text as usize]);
                desk.request(Command::ImportRunbooks { paths: vec![path] })
            }
        };
        let before = desk.app().about().unwrap().records;
        match desk.app().execute(request.clone()) {
            Ok(outcome) => recorded.push((request, outcome)),
            Err(AppError::Refused(refusal)) => {
                assert!(!refusal.message.is_empty());
                assert_eq!(desk.app().about().unwrap().records, before, "a refusal writes nothing");
            }
            Err(error) => panic!("{request:?}: {error}"),
        }
    }
    Evening { desk, recorded }
}

fn holds_and_repeats_nothing(evening: &Evening) {
    let Evening { desk, recorded } = evening;
    desk.holds();
    let records = desk.app().about().unwrap().records;
    for (request, first) in recorded.iter().filter(|(_, outcome)| !outcome.records.is_empty()) {
        let again = desk.app().execute(request.clone()).unwrap();
        assert!(again.repeated, "{request:?}");
        assert_eq!((&again.cmd, &again.records), (&first.cmd, &first.records), "{request:?}");
    }
    assert_eq!(desk.app().about().unwrap().records, records, "a command that comes again appends nothing");
}

fn journals(desk: &Desk) -> usize {
    desk.app().verify_journal().unwrap().journals.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn after_any_commands_everything_holds(deeds in deeds(1)) {
        let done = carry_out(deeds);
        prop_assert_eq!(journals(&done.desk), 1);
        holds_and_repeats_nothing(&done);
    }

    #[test]
    fn after_any_commands_on_several_devices_everything_holds(before in deeds(2), after in deeds(3)) {
        let deeds = before.into_iter().chain([Deed::Device(1)]).chain(after).collect();
        let mut done = carry_out(deeds);
        done.desk.sit_down_at(2);
        let (title, started) = ("More".to_owned(), None);
        let declare = Command::DeclareIncident { title, severity: Severity::Sev3, kind: IncidentKind::Real, started };
        done.desk.act(declare);
        prop_assert!(journals(&done.desk) >= 2);
        holds_and_repeats_nothing(&done);
    }
}
