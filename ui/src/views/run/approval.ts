/** Approvals in words. */

import type { ApprovalState } from "../../wire/ApprovalState";
import type { ApprovalView } from "../../wire/ApprovalView";
import type { Verdict } from "../../wire/Verdict";

export const APPROVAL_WORDS: Record<ApprovalState | "none", string> = {
  none: "NEEDS APPROVAL",
  open: "WAITING FOR APPROVAL",
  approved: "APPROVED",
  denied: "DENIED",
  changes_requested: "CHANGES REQUESTED",
  superseded: "CHANGED SINCE, ASK AGAIN",
};

export const VERDICT_WORDS: Record<Verdict, string> = {
  approved: "approved",
  denied: "denied",
  changes_requested: "wants changes",
};

/** Whether the time for an answer is over, so that the text offers another way. `now` in milliseconds. */
export function answerIsLate(approval: ApprovalView | null, now: number): boolean {
  return (
    approval?.state === "open" &&
    approval.timeout_to !== null &&
    approval.timeout !== null &&
    now >= Date.parse(approval.timeout)
  );
}

/** What stands between a step and being done. */
export type ApprovalNeed = "ask" | "decide" | null;

export function approvalNeed(approval: ApprovalView | null): ApprovalNeed {
  if (approval === null || approval.state === "approved") return null;
  return approval.state === "open" ? "decide" : "ask";
}
