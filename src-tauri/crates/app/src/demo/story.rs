//! The story itself, act by act.

use decklog_domain::incident::{IncidentKind, MilestoneCode, Severity};
use decklog_domain::run::RunCommand;

use super::add_person;
use super::script::{
    Act, act, approve, back, choose, defer, done, map, milestone, note, note_for, reading, record, resolve,
    run, skip, write,
};
use crate::{Command, SHIPPED};

/// The day it happens, UTC.
pub(super) const DAY: &str = "2026-11-17";

/// A file that somebody attaches.
pub(super) struct File {
    pub(super) name: &'static str,
    pub(super) bytes: &'static [u8],
}

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(File { name: $name, bytes: include_bytes!(concat!("../../../../../runbooks/sample/evidence/", $name)) }),+]
    };
}

/// What is attached.
pub(super) const EVIDENCE: &[File] =
    files!["previous-container.log", "digests.txt", "canary-rollout.txt", "readings.txt"];

/// From the workspace before the alert to the postmortem that people have written.
pub(super) fn acts() -> Vec<Act> {
    vec![
        act("02:31:00", "meier", add_person("roth", "J. Roth")),
        act("02:31:20", "meier", add_person("lind", "P. Lind")),
        act("02:31:40", "meier", add_person("okoye", "T. Okoye")),
        act("02:32:00", "meier", Command::ImportRunbooks { paths: vec![SHIPPED.into()] }),
        act("03:05:10", "meier", Command::DeclareIncident {
            title: "Checkout errors after image update".into(),
            severity: Severity::Sev2,
            kind: IncidentKind::Real,
            started: Some("about 03:01 UTC".into()),
        }),
        act("03:05:40", "meier", note_for("03:01:26", "Page: CheckoutErrorRate over 5 % for 60 s, production, shop")),
        act("03:05:55", "meier", milestone(MilestoneCode::Detected, "03:01:26")),
        act("03:06:10", "meier", milestone(MilestoneCode::Acknowledged, "03:03:02")),
        act("03:06:40", "meier", note_for("03:04", "My own test payment hung for 30 s, then failed. The second one went through")),
        act("03:07:30", "roth", note("I lead. Meier is operator, Lind writes to support and the status page. T. Okoye is being called for the base image")),
        act("03:08:00", "meier", Command::StartRun {
            runbook: "crashloop-after-image-update".into(),
            incident: Some("1".into()),
            drill: false,
            inputs: map(&[
                ("namespace", "shop"),
                ("deployment", "checkout-api"),
                ("canary", "checkout-api-canary"),
                ("container", "app"),
                ("selector", "app=checkout-api"),
                ("dashboard", "https://dashboards.example/d/checkout"),
                ("fix_branch", "hotfix/pin-base-image"),
                ("main_branch", "main"),
                ("release_branch", "release/7.4"),
                ("error_budget", "0.5"),
            ]),
        }),
        act("03:08:20", "meier", done("")),
        act("03:09:00", "meier", done("Delivery job of checkout-api is paused")),
        act("03:09:50", "meier", done("Maintenance stopped after node 3 of 6")),
        act("03:11:30", "meier", record("3 of 8 pods crash, no other service does. The 5 left run at their limit", &[("restarts", "6"), ("error_rate", "12"), ("replicas", "8")])),
        act("03:12:05", "roth", choose("It only fails", "They die before they open a connection")),
        act("03:13:40", "meier", record("Exit code 127, libpq.so.5 not found, same on all three", &[("reason", "file or library missing")])).with("previous-container.log"),
        act("03:14:10", "meier", skip("The log names the missing library and the container is gone before the first probe")),
        act("03:15:20", "lind", note("To support: about one checkout in eight fails with a time-out. Trying again usually works. No double charges known. Next update 03:45Z")),
        act("03:16:10", "okoye", note("Tag 7.4.2 was built again at 01:58Z on base 2026.11. That base has no libpq. Running pods kept the old image until the drain at 02:57Z")),
        act("03:17:30", "meier", record("5 healthy pods on 3bec4d2a, 3 crashing ones and the canary on 0afab361", &[("bad_image", "registry.example/shop/checkout-api@sha256:0afab361ca51a2a30719c660e57c81c2171eb81df5f385d04c75b6e5d89338b2"), ("good_image", "registry.example/shop/checkout-api@sha256:3bec4d2ace194ceb4a4fcf63f4b1b496d1c97f4e4cc43334348f2e5e26797e8e"), ("changed_at", "2026-11-17T02:57:22Z")])).with("digests.txt"),
        act("03:18:40", "roth", choose("Crashes began with the new image, and the one before can still run", "")),
        act("03:19:20", "roth", note("Back to the image of 10 November by its digest, canary first. Rejected: rollout undo (same tag, same bad image), more memory (nothing runs out of memory), wait for a repaired base (40 min at least, and 12 % of checkouts fail)")),
        act("03:20:30", "meier", run(RunCommand::RequestApproval)),
        act("03:20:50", "meier", note("Way back: 0afab361, typed and ready, not sent")),
        act("03:22:10", "roth", approve("Canary first, then all pods. I compared the digest with the healthy pods. I have typed none of it")),
        act("03:24:30", "meier", done("Canary ready, 0 restarts")).with("canary-rollout.txt"),
        act("03:26:00", "okoye", note("The rebuild job writes over version tags. It may have done so for months and nobody saw it, because the old base was compatible")),
        act("03:29:30", "meier", reading(["0", "0.4", "231"], "")),
        act("03:34:30", "meier", reading(["0", "0.3", "214"], "")),
        act("03:39:30", "meier", reading(["0", "0.3", "209"], "")),
        act("03:40:00", "meier", done("Three readings in a row, worst 0.4 %")),
        act("03:40:30", "roth", choose("Yes, in three readings", "")),
        act("03:44:40", "meier", done("8 of 8 ready, all on 3bec4d2a")),
        act("03:45:10", "roth", milestone(MilestoneCode::Mitigated, "03:44:20")),
        act("03:46:00", "lind", note("Status page and support: checkouts work again since 03:44Z. We keep watching until 04:05Z. Failed orders were not charged and can be placed again")),
        act("03:49:40", "meier", reading(["0", "0.6", "268"], "Old connections still close")),
        act("03:53:00", "lind", note_for("03:06", "First customer report in the support chat: the payment page turns and turns, then fails")),
        act("03:54:40", "meier", reading(["0", "0.3", "221"], "")),
        act("03:59:40", "meier", reading(["0", "0.2", "205"], "")),
        act("04:04:40", "meier", reading(["0", "0.2", "204"], "Orders per minute as last Tuesday")),
        act("04:05:00", "meier", done("Three good readings in a row, 03:54Z to 04:04Z. The first did not count")),
        act("04:05:40", "meier", record("Reviewed by T. Okoye, merged 04:02Z while we watched", &[("pin_commit", "6db3fb98ab78712cf5e8d0e55b7f942d9096ce70"), ("main_change", "https://code.example/shop/checkout/changes/1182")])),
        act("04:06:10", "meier", defer("Branch is locked until its night tests end, about 04:08Z")),
        act("04:07:00", "okoye", done("Tag 7.4.2 names 3bec4d2a again. cart, invoices and refunds stand on base 2026.11 too, owners told")),
        act("04:07:40", "lind", done("Resolved on the status page, support and management told: 03:01Z to 03:44Z, about 12 % of checkouts")),
        act("04:09:00", "meier", back("Carry the pin to the release branch")),
        act("04:09:00", "meier", record("Merged 04:08Z, the next build of release/7.4 stands on base 2026.10", &[("release_change", "https://code.example/shop/checkout/changes/1183")])),
        act("04:09:20", "roth", done("Release branch settled, nothing else open")),
        act("04:10:10", "meier", done("Delivery job on again, its first run built and deployed nothing new. Drains on again, nodes 4 to 6 moved to tomorrow 10:00Z")),
        act("04:10:30", "meier", run(RunCommand::Complete)),
        act("04:11:00", "roth", resolve("No restart, error rate under 0.5 % and usual latency in three readings in a row. All pods on a known digest. Pin merged on main and release/7.4")).with("readings.txt"),
        act("04:15:00", "roth", Command::DraftPostmortem { incident: "1".into() }),
        act("04:16:00", "roth", write("summary", "For 43 minutes about one checkout in eight failed. A node drain started pods from a tag that had been built again on a base without a library they need. Going back to the earlier image by its digest ended it.")),
        act("04:17:00", "roth", write("impact", "About 1 400 checkouts failed between 03:01Z and 03:44Z. Most were tried again and went through. Nobody was charged twice. The figure comes from the checkout log and is good to about 100.")),
        act("04:18:00", "roth", write("detection", "A machine noticed first, within half a minute. The page reached the right person, who was at the keyboard two minutes later. The rebuild at 01:58Z and the first crash at 02:57Z were on dashboards and spoke to nobody.")),
        act("04:19:00", "roth", write("contributing-conditions", "The rebuild job writes over version tags. The base dropped a library without a major version. Nothing starts the rebuilt image before it is pushed. The drain did not stop when moved pods failed to start. The limit of five pods was never measured.")),
        act("04:20:00", "roth", write("what-went-well", "The digest, not the tag, was compared before anything was changed. Lead and operator were two people from the sixth minute on.")),
        act("04:21:00", "roth", write("what-was-hard", "Nobody on call could see that a tag had moved; it took the owner of the base, called from bed, to say so.")),
        act("04:22:00", "roth", write("was-the-hotfix-minimal-and-safe", "It was an image that had run for a week. One person typed, another approved after comparing the digest. One step was skipped with a reason that held.")),
        act("04:23:00", "roth", write("what-would-have-caught-it-earlier", "Starting the rebuilt image once in the pipeline.")),
        act("04:24:00", "roth", write("actions", "Make version tags write-once in the registry (prevent, okoye). Start each rebuilt image before it is pushed (prevent, okoye). Stop a drain when moved pods do not become ready (mitigate, meier). Alert when pods of one Deployment run different digests for an hour (detect, meier).")),
        act("04:25:00", "roth", write("learnings", "A deployment is not the only way to change what runs.")),
    ]
}
