/** The outline of a runbook, and where its lines stand in the rendered text. */

import type { Document } from "../../wire/Document";

/** One line of the outline. */
export interface Line {
  /** The anchor of the heading, as links name it. */
  id: string;
  title: string;
  /** A section holds steps. */
  level: "section" | "step";
}

/** Sections and steps in the order of the file. */
export function outline(document: Pick<Document, "sections" | "steps">): Line[] {
  const lines = [
    ...document.sections
      .filter((section) => section.title !== "")
      .map((section) => ({ at: section.line, level: "section" as const, ...section })),
    ...document.steps.map((step) => ({ at: step.line, level: "step" as const, ...step })),
  ];
  lines.sort((a, b) => a.at - b.at || (a.level === "section" ? -1 : 1));
  return lines.map(({ id, title, level }) => ({ id, title, level }));
}

/**
 * For each line of the outline the index of the text that shows it, or -1. The renderer gives headings no anchors, so
 * they are found by their words: each text is used once, and the order of the file is kept.
 *
 * @param texts words of the headings and list items on the page, in order
 */
export function places(lines: readonly Pick<Line, "title">[], texts: readonly string[]): number[] {
  const words = texts.map(plain);
  let next = 0;
  return lines.map(({ title }) => {
    const wanted = plain(title);
    if (wanted === "") return -1;
    const fits = (text: string) =>
      text.startsWith(wanted) || text.replace(/^\d+ /, "").startsWith(wanted);
    const at = words.findIndex((text, index) => index >= next && fits(text));
    if (at >= 0) next = at + 1;
    return at;
  });
}

/** Only letters and numbers: marks of a step, boxes, markup and what the page spells out differ. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/\[u\+[\da-f]{4,6}\]|[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
