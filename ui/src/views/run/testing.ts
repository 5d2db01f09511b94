/** A run for the tests of this folder. */

import type { RunView } from "../../wire/RunView";
import type { StepView } from "../../wire/StepView";
import type { Visit } from "../../wire/Visit";

export const START = "2026-11-25T03:00:00.000Z";

/** A step that asks for nothing but what is given. */
export function aStep(change: Partial<StepView> = {}): StepView {
  return {
    id: "undo",
    visit: 1,
    title: "Return to the previous release",
    phase: "Repair",
    role: null,
    body: "",
    parts: [],
    commands: [],
    tasks: [],
    question: null,
    question_html: null,
    answers: [],
    expect: [],
    expect_html: [],
    if_not: null,
    if_not_html: null,
    records: [],
    evidence: [],
    since: START,
    earliest: null,
    latest: null,
    approval: null,
    reading: null,
    child: null,
    abort_to: null,
    confirm: null,
    strict: false,
    shown: [],
    shown_html: [],
    missing: [],
    ...change,
  };
}

/** An ended visit. */
export function aVisit(change: Partial<Visit> = {}): Visit {
  return {
    step: "say",
    visit: 1,
    title: "Say it",
    outcome: "done",
    by: "p1",
    since: START,
    ended: "2026-11-25T03:02:00.000Z",
    answer: null,
    answer_words: null,
    saw: null,
    why: null,
    note: null,
    typed: null,
    readings: [],
    values: {},
    evidence: [],
    record: "r1",
    ...change,
  };
}

/** A run of three steps: one done, one current, one on a branch not taken. */
export function aRun(step: StepView | null, change: Partial<RunView> = {}): RunView {
  return {
    run: {
      id: "run-id",
      number: "RUN-2026-001",
      runbook: "book",
      title: "CrashLoopBackOff hotfix",
      revision: 1,
      source: "9f3c1e0a".repeat(8),
      document: "00".repeat(32),
      incident: null,
      drill: false,
      operator: "p1",
      started: START,
      values: {},
      visits: [aVisit()],
      current: step
        ? {
            step: step.id,
            visit: step.visit,
            since: step.since,
            ticked: [],
            evidence: 0,
            readings: [],
            then: null,
          }
        : null,
      entered: ["say", "undo"],
      left_at: null,
      in_force: [],
      parent: null,
      approvals: [],
      waivers: [],
      notes: [],
      end: null,
      lam: 2,
      last_act: "r1",
    },
    incident: "INC-2026-014",
    operator: "A. Meier",
    progress: {
      steps: [
        { step: "say", status: "closed", outcome: "done", visits: 1 },
        {
          step: "undo",
          status: step ? "current" : "closed",
          outcome: step ? null : "done",
          visits: 0,
        },
        { step: "memory", status: "branch_not_taken", outcome: null, visits: 0 },
      ],
      count: { closed: 1, of: 2 },
      in_force: [],
      deviations: [],
      deferred: [],
    },
    step,
    outline: [
      {
        id: "say",
        title: "Say it",
        section: "Immediate",
        kind: "immediate",
        wait: null,
        decision: false,
      },
      {
        id: "undo",
        title: "Return to the previous release",
        section: "Repair",
        kind: "phase",
        wait: null,
        decision: false,
      },
      {
        id: "memory",
        title: "Raise the memory limit",
        section: "Repair",
        kind: "phase",
        wait: null,
        decision: false,
      },
    ],
    missing_inputs: [],
    parent: null,
    elapsed_from: START,
    ...change,
  };
}
