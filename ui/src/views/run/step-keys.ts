/** The keys of the current step. */

import { clock } from "../../state/clock.svelte";
import type { KeyAction } from "../../state/keys.svelte";
import type { StepView } from "../../wire/StepView";
import { answerIsLate, approvalNeed } from "./approval";
import type { Desk } from "./desk.svelte";

interface Doing {
  desk: Desk;
  /** As it is now: approvals and readings come while it is the current one. */
  readonly step: StepView;
  done: () => void;
  back: () => void;
  copy: () => void;
  /** 1 to 9: choose an answer, or tick a sub-item. */
  number: (number: number) => void;
  matched: (matched: boolean) => void;
  /** Asks for the approval, or opens the line in which it is decided. */
  approve: () => void;
  /** Nobody approved in time: goes where the text says. */
  timeout: () => void;
  /** Goes to the run that the step called, or starts it. */
  child: () => void;
  /** Goes to the fields of the next reading. */
  reading: () => void;
}

const NUMBERS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

export function stepKeys(does: Doing): KeyAction[] {
  const { desk, done, back, copy, number } = does;
  const line = (name: NonNullable<Desk["line"]>) => () => {
    desk.open(name);
  };
  const expects = (): boolean => does.step.expect.length > 0;
  return [
    { id: "run-done", title: "Done, next step", keys: ["Control+Enter", "Alt+Enter"], run: done },
    {
      id: "run-done-note",
      title: "Done with a note",
      keys: ["Shift+Enter"],
      run: line("done_note"),
    },
    {
      id: "run-approve",
      title: "Ask for the approval, or decide on it",
      keys: ["a"],
      run: does.approve,
      when: () => approvalNeed(does.step.approval) !== null,
    },
    {
      id: "run-approval-timeout",
      title: "Nobody approved in time: go where the text says",
      keys: ["l"],
      run: does.timeout,
      when: () => answerIsLate(does.step.approval, clock.ms),
    },
    {
      id: "run-override",
      title: "Override what the step asks for, saying why",
      keys: ["v"],
      run: line("override"),
      when: () =>
        approvalNeed(does.step.approval) !== null ||
        does.step.child !== null ||
        does.step.evidence.some((field) => field.required),
    },
    {
      id: "run-child",
      title: "Start the runbook that this step calls, or go on with it",
      keys: ["Enter"],
      run: does.child,
      when: () => does.step.child !== null && does.step.child.problem === null,
    },
    {
      id: "run-reading",
      title: "Write down a reading",
      keys: ["t"],
      run: does.reading,
      when: () => does.step.reading !== null,
    },
    {
      id: "run-abort",
      title: "Abort the observation, saying what was seen",
      keys: ["q"],
      run: line("abort"),
      when: () => does.step.abort_to !== null,
    },
    { id: "run-fail", title: "Failed, saying what happened", keys: ["f"], run: line("fail") },
    { id: "run-skip", title: "Skip, saying why", keys: ["s"], run: line("skip") },
    {
      id: "run-defer",
      title: "Defer, saying why",
      keys: ["d"],
      run: line("defer"),
      when: () => !does.step.strict,
    },
    {
      id: "run-not-applicable",
      title: "Not applicable, saying why",
      keys: ["x"],
      run: line("not_applicable"),
    },
    {
      id: "run-copy",
      title: "Copy the command",
      keys: ["c"],
      run: copy,
      when: () => does.step.commands.length > 0,
    },
    {
      id: "run-matched",
      title: "What was expected was seen: matched",
      keys: ["m"],
      run: () => {
        does.matched(true);
      },
      when: expects,
    },
    {
      id: "run-not-matched",
      title: "Something else was seen: not matched",
      keys: ["w"],
      run: () => {
        does.matched(false);
      },
      when: expects,
    },
    {
      id: "run-back",
      title: "Back to the step before",
      keys: ["Backspace", "Alt+ArrowLeft"],
      run: back,
    },
    {
      id: "run-number",
      title: "Choose the answer, or tick the sub-item, of this number",
      keys: NUMBERS,
      run: (key) => {
        number(Number(key));
      },
      when: () => does.step.answers.length > 0 || does.step.tasks.length > 0,
    },
  ];
}
