/** The keys of the current step. */

import type { KeyAction } from "../../state/keys.svelte";
import type { StepView } from "../../wire/StepView";
import type { Desk } from "./desk.svelte";

interface Doing {
  desk: Desk;
  step: StepView;
  done: () => void;
  back: () => void;
  copy: () => void;
  /** 1 to 9: choose an answer, or tick a sub-item. */
  number: (number: number) => void;
  matched: (matched: boolean) => void;
}

const NUMBERS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

export function stepKeys({ desk, step, done, back, copy, number, matched }: Doing): KeyAction[] {
  const line = (name: NonNullable<Desk["line"]>) => () => {
    desk.open(name);
  };
  const expects = (): boolean => step.expect.length > 0;
  return [
    { id: "run-done", title: "Done, next step", keys: ["Control+Enter", "Alt+Enter"], run: done },
    {
      id: "run-done-note",
      title: "Done with a note",
      keys: ["Shift+Enter"],
      run: line("done_note"),
    },
    { id: "run-fail", title: "Failed, saying what happened", keys: ["f"], run: line("fail") },
    { id: "run-skip", title: "Skip, saying why", keys: ["s"], run: line("skip") },
    {
      id: "run-defer",
      title: "Defer, saying why",
      keys: ["d"],
      run: line("defer"),
      when: () => !step.strict,
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
      when: () => step.commands.length > 0,
    },
    {
      id: "run-matched",
      title: "What was expected was seen: matched",
      keys: ["m"],
      run: () => {
        matched(true);
      },
      when: expects,
    },
    {
      id: "run-not-matched",
      title: "Something else was seen: not matched",
      keys: ["w"],
      run: () => {
        matched(false);
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
      when: () => step.answers.length > 0 || step.tasks.length > 0,
    },
  ];
}
