import { describe, expect, it } from "vitest";

import type { ApprovalView } from "../../wire/ApprovalView";
import { answerIsLate, approvalNeed } from "./approval";
import { mayOverride, readWords, wanting } from "./step-words.svelte";
import { aStep } from "./testing";

const none = new Set<number>();

function anApproval(change: Partial<ApprovalView> = {}): ApprovalView {
  return {
    role: "incident lead",
    not_operator: true,
    count: 1,
    state: null,
    asked: null,
    timeout: null,
    timeout_to: null,
    decisions: [],
    ...change,
  };
}

describe("a step that needs an approval", () => {
  it("is asked for, then decided on, then nothing stands in the way", () => {
    expect(approvalNeed(null)).toBeNull();
    expect(approvalNeed(anApproval())).toBe("ask");
    expect(approvalNeed(anApproval({ state: "open" }))).toBe("decide");
    for (const state of ["denied", "changes_requested", "superseded"] as const)
      expect(approvalNeed(anApproval({ state }))).toBe("ask");
    expect(approvalNeed(anApproval({ state: "approved" }))).toBeNull();
  });

  it("is not done without it, unless somebody overrides it", () => {
    const wanted = (state: ApprovalView["state"]) =>
      wanting(aStep({ approval: anApproval({ state }) }), readWords(""), 0, none);
    expect(wanted(null)?.message).toBe("Ask first for the approval of incident lead.");
    expect(wanted("open")?.message).toBe("It waits for the approval of incident lead.");
    expect(mayOverride(wanted("open"))).toBe(true);
    expect(wanted("approved")).toBeNull();
    const value = aStep({ records: [{ name: "reason", prompt: "", type: "text" }] });
    expect(mayOverride(wanting(value, readWords(""), 0, none))).toBe(false);
  });

  it("offers the other way only once the time for an answer is over", () => {
    const timeout = "2026-11-25T03:10:00.000Z";
    const timeout_to = { text: "Call for help", target: "call-for-help" };
    const open = anApproval({ state: "open", timeout, timeout_to });
    expect(answerIsLate(open, Date.parse(timeout) - 1)).toBe(false);
    expect(answerIsLate(open, Date.parse(timeout))).toBe(true);
    expect(answerIsLate({ ...open, state: "approved" }, Date.parse(timeout))).toBe(false);
    expect(answerIsLate({ ...open, timeout_to: null }, Date.parse(timeout))).toBe(false);
  });
});
