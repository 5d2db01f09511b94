import { expect, it } from "vitest";

import { dueOf, isDue } from "./due";

const NOTHING = { earliest: null, latest: null, reading_due: null, waits_for: null };

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
    ...NOTHING,
    earliest: earliest === null ? null : at(earliest),
    latest: latest === null ? null : at(latest),
  };
  const due = dueOf(run, Date.parse(at(now)));
  expect(due).toEqual({ words, state });
  expect(isDue(due)).toBe(state !== "waiting");
});

it("is nothing for a step without a timer", () => {
  expect(dueOf(NOTHING, 0)).toBeNull();
  expect(isDue(null)).toBe(false);
});

it("is a reading that nobody has taken, and an approval that nobody has given", () => {
  const now = Date.parse(at(12));
  const run = { ...NOTHING, earliest: at(10), reading_due: at(10, 30), waits_for: "incident lead" };
  expect(dueOf(run, now)?.words).toBe("a reading is due for 01:30");
  expect(dueOf({ ...run, reading_due: at(13) }, now)?.words).toBe(
    "waits for the approval of incident lead",
  );
  expect(dueOf({ ...run, latest: at(11) }, now)?.words).toBe("overdue by 01:00");
});
