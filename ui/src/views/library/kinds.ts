/** What a step asks for, in the words of a run. */

import type { Step } from "../../wire/Step";

/** `decision`, `approval`, `2 commands` and so on, the most important first; empty for words alone. */
export function kindsOf(step: Step): string[] {
  const many = (count: number, word: string) =>
    count === 0 ? [] : [count === 1 ? `1 ${word}` : `${String(count)} ${word}s`];
  return [
    ...(step.danger ? ["danger"] : []),
    ...(step.approval ? ["approval"] : []),
    ...(step.decision ? ["decision"] : []),
    ...(step.wait ? ["wait"] : []),
    ...(step.reading ? ["readings"] : []),
    ...(step.run ? ["another runbook"] : []),
    ...many(step.commands.length, "command"),
    ...many(step.tasks.length, "sub-item"),
    ...(step.expect.length > 0 ? ["expected result"] : []),
    ...many(step.records.length, "value"),
    ...(step.evidence.length > 0 ? ["evidence"] : []),
    ...(step.tell.length > 0 ? ["tell somebody"] : []),
    ...(step.optional ? ["optional"] : []),
  ];
}
