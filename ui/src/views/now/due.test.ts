import { expect, it } from "vitest";

import { dueOf, isDue } from "./due";

const at = (minute: number, second = 0) =>
  new Date(Date.UTC(2026, 10, 25, 3, minute, second)).toISOString();

it.each([
  [10, 15, 5, "may go on in 05:00", "waiting"],
  [10, 15, 9, "may go on in 01:00", "soon"],
  [10, 15, 10, "may go on; at most 05:00 more", "ready"],
  [10, 15, 15, "overdue by 00:00", "overdue"],
  [10, 15, 17, "overdue by 02:00", "overdue"],
  [10, null, 11, "may go on", "ready"],
  [null, 15, 5, "at most 10:00 more", "waiting"],
  [null, 15, 14, "at most 01:00 more", "soon"],
])("from minute %j to %j, at minute %i: %s", (earliest, latest, now, words, state) => {
  const run = {
    earliest: earliest === null ? null : at(earliest),
    latest: latest === null ? null : at(latest),
  };
  const due = dueOf(run, Date.parse(at(now)));
  expect(due).toEqual({ words, state });
  expect(isDue(due)).toBe(state !== "waiting");
});

it("is nothing for a step without a timer", () => {
  expect(dueOf({ earliest: null, latest: null }, 0)).toBeNull();
  expect(isDue(null)).toBe(false);
});
