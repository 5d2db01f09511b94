/** What of a postmortem is written, and where somebody else wrote meanwhile. */

import type { PostmortemView } from "../../wire/PostmortemView";

/** One section: facts of the record, then the words of people. */
export type Section = PostmortemView["sections"][number];

/** What tells whether a section is written: the questions of the template alone are nothing. */
type Written = Pick<Section, "human" | "written">;

/** Whether a section holds words of people. */
export function isWritten(section: Written): boolean {
  return section.human.trim() !== "" && section.written;
}

/** `7 of 15 sections hold words of people; 8 are empty.` */
export function completeness(sections: readonly Written[]): string {
  const written = sections.filter(isWritten).length;
  const empty = sections.length - written;
  if (empty === 0) return "Every section holds words of people.";
  const rest = empty === 1 ? "1 is empty" : `${String(empty)} are empty`;
  return `${String(written)} of ${String(sections.length)} sections hold words of people; ${rest}.`;
}
