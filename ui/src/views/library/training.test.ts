import { expect, it } from "vitest";

import { isRight, openQuestions } from "./training";

it("names the questions that are not answered, from 1", () => {
  expect(openQuestions([[0], [], [1, 2], []])).toEqual([2, 4]);
});

it("is right when exactly the right options were chosen", () => {
  expect(isRight({ right: [0, 2] }, [2, 0])).toBe(true);
  for (const chosen of [[], [0], [0, 1], [0, 1, 2]])
    expect(isRight({ right: [0, 2] }, chosen)).toBe(false);
});
