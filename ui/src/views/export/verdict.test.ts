import { expect, it } from "vitest";

import { verdictOf } from "./verdict";

const base = { export: null, journals: [], records: 40, payloads: 12 };

it("never says more than an unsigned bundle can show", () => {
  const verdict = verdictOf({ verdict: { ...base, outcome: "pass", checks: [] } });
  expect(verdict).toMatchObject({
    pass: true,
    conclusion: "PASS, unsigned: shows accidents, not forgery",
    records: 40,
    payloads: 12,
  });
});

it("fails with what does not hold", () => {
  const finding = { place: "data/records.jsonl", what: "line 3 is not its leaf" };
  const checks = [{ findings: [] }, { findings: [finding] }];
  const verdict = verdictOf({ verdict: { ...base, outcome: "fail", checks } });
  expect(verdict).toMatchObject({ pass: false, conclusion: "FAIL", findings: [finding] });
});

it("has no verdict where nothing was verified", () => {
  expect(verdictOf({ verdict: null })).toBeNull();
});
