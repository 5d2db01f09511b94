import { describe, expect, it } from "vitest";

import type { CapturedLine } from "../../wire/CapturedLine";
import { inClock, readTime } from "./when";

describe("inClock", () => {
  it.each([
    ["03:10", "03:10 UTC"],
    [" about 03:10 ", "about 03:10 UTC"],
    ["03:10-03:15", "03:10-03:15 UTC"],
    ["2026-11-20 03:10", "2026-11-20 03:10 UTC"],
    ["2026-11-20T03:10:05", "2026-11-20T03:10:05 UTC"],
  ])("says that %j is UTC", (words, sent) => {
    expect(inClock(words, "utc")).toBe(sent);
  });

  it.each([
    "-5m",
    "now",
    "unknown",
    "03:10 CET",
    "03:10Z",
    "03:10+01:00",
    "03:10 -05:00",
    "2026-11-20T03:10:00-05:00",
    "2026-11-20 03:10-05:00",
  ])("leaves %j, which says its clock or needs none", (words) => {
    expect(inClock(words, "utc")).toBe(words);
  });

  it("leaves every word in local time", () => {
    expect(inClock("03:10", "local")).toBe("03:10");
  });
});

describe("readTime", () => {
  const now = Date.parse("2026-11-25T03:14:07Z");
  const line: CapturedLine = {
    at: "2026-11-24T22:10:00.000Z",
    until: null,
    precision: "minute",
    words: "22:10",
    text: ".",
    problem: null,
  };

  it("shows the date of an instant that is not today", () => {
    expect(readTime("22:10", line, now).shown).toMatch(/^24 Nov 2026, 22:10:00Z \(/);
  });

  it("says how sure the person is", () => {
    expect(readTime("before 22:10", { ...line, precision: "before" }, now).shown).toMatch(
      /^before 24 Nov/,
    );
  });

  it("is the present when nothing is typed", () => {
    expect(readTime(" ", undefined, now)).toMatchObject({ at: now });
  });

  it("claims no instant for words behind a time, or for words alone", () => {
    expect(readTime("22:10 wet", { ...line, text: "wet ." }, now).at).toBeNull();
    expect(readTime("soon", { ...line, words: null, at: null, text: "soon ." }, now).at).toBeNull();
  });

  it("tells why a time cannot be read", () => {
    const problem = "`03:10 IST`: IST has several meanings";
    expect(readTime("03:10 IST", { ...line, at: null, problem }, now)).toEqual({
      at: null,
      shown: problem,
    });
  });
});
