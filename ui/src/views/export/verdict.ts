/** What verifying a bundle found, in the words of `decklog export`. */

import type { Exported } from "../../wire/Exported";

/** The part of a verdict that the window shows. */
export interface Verdict {
  pass: boolean;
  /** The last line of the verdict. */
  conclusion: string;
  records: number;
  payloads: number;
  /** What does not hold. */
  findings: { place: string; what: string }[];
}

/** Reads the verdict of an export; null when there is none, as for anything but a bundle. */
export function verdictOf(exported: Pick<Exported, "verdict">): Verdict | null {
  const verdict = exported.verdict as {
    outcome: "pass" | "fail";
    conclusion: string;
    records: number;
    payloads: number;
    checks: { findings: { place: string; what: string }[] }[];
  } | null;
  if (!verdict) return null;
  return {
    pass: verdict.outcome === "pass",
    conclusion: verdict.conclusion,
    records: verdict.records,
    payloads: verdict.payloads,
    findings: verdict.checks.flatMap((check) => check.findings),
  };
}
