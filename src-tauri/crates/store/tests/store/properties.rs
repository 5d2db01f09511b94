use decklog_store::Access;
use proptest::prelude::*;

use crate::support::{DESKTOP, Desk, LAPTOP, content, person};

/// One thing that happens to a workspace.
#[derive(Debug, Clone)]
enum Act {
    Words(String),
    Content(Vec<u8>),
    Person,
    ReopenOn(bool),
    Rebuild,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => ".{0,40}".prop_map(Act::Words),
        2 => proptest::collection::vec(any::<u8>(), 0..2000).prop_map(Act::Content),
        2 => Just(Act::Person),
        1 => any::<bool>().prop_map(Act::ReopenOn),
        1 => Just(Act::Rebuild),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_journals_verify_and_fold_to_the_same_rows(
        acts in proptest::collection::vec(act(), 1..25)
    ) {
        let mut desk = Desk::new();
        let mut workspace = desk.create();
        for act in acts {
            match act {
                Act::Words(text) => { desk.record(&workspace, &text); }
                Act::Content(bytes) => {
                    let draft = content(&mut desk.fresh, &bytes);
                    workspace.write(&mut desk.fresh, |tx| tx.append(draft)).unwrap();
                }
                Act::Person => {
                    let event = person(&mut desk.fresh);
                    desk.record_event(&workspace, &event);
                }
                Act::ReopenOn(desktop) => {
                    drop(workspace);
                    workspace = desk.open(Access::ReadWrite, if desktop { DESKTOP } else { LAPTOP }).unwrap();
                }
                Act::Rebuild => prop_assert!(workspace.rebuild().unwrap().unchanged()),
            }
        }
        let found = workspace.verify().unwrap();
        prop_assert!(found.holds(), "{:?}", found.faults);
        let checked = workspace.check_projections().unwrap();
        prop_assert!(checked.unchanged(), "{:?}", checked.changed_tables());
    }
}
