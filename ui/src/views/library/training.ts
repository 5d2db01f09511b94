/** Training questions and what was chosen. */

import type { QuestionView } from "../../wire/QuestionView";

/** Numbers from 1 of the questions that nothing was chosen for. */
export function openQuestions(answers: readonly (readonly number[])[]): number[] {
  return answers.flatMap((chosen, at) => (chosen.length === 0 ? [at + 1] : []));
}

/** Whether exactly the right options were chosen. */
export function isRight(question: Pick<QuestionView, "right">, chosen: readonly number[]): boolean {
  return (
    chosen.length === question.right.length &&
    chosen.every((option) => question.right.includes(option))
  );
}
