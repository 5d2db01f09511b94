/** Saving the words of one section. */

import type { Command } from "../../wire/Command";

/**
 * The command that records them.
 *
 * @param section key of the section
 * @param draft number of the draft that was on the screen
 * @param was the words that stood there when the person began
 */
export function editCommand(
  incident: string,
  section: string,
  text: string,
  draft: number,
  was: string,
): Command {
  return { command: "edit_postmortem", incident, section, text, draft, was };
}

/** Where the words of a section are kept until they are recorded. */
export function draftKey(incident: string, section: string): string {
  return `draft:postmortem:${incident}:${section}`;
}
