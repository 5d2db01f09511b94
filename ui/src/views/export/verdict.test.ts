import { expect, it } from "vitest";

import { verdictOf } from "./verdict";

const base = { export: null, journals: [], records: 40, payloads: 12 };

it("concludes in the words of the verifier", () => {
  const conclusion = "PASS, as far as one can see";
  const verdict = verdictOf({ verdict: { ...base, outcome: "pass", conclusion, checks: [] } });
  expect(verdict).toMatchObject({
    pass: true,
    conclusion,
    records: 40,
    payloads: 12,
  });
});

it("fails with what does not hold", () => {
  const finding = { place: "data/records.jsonl", what: "line 3 is not its leaf" };
  const checks = [{ findings: [] }, { findings: [finding] }];
  const verdict = verdictOf({ verdict: { ...base, outcome: "fail", conclusion: "FAIL", checks } });
  expect(verdict).toMatchObject({ pass: false, conclusion: "FAIL", findings: [finding] });
});

it("has no verdict where nothing was verified", () => {
  expect(verdictOf({ verdict: null })).toBeNull();
});
