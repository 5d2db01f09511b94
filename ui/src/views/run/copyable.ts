/** What goes to the clipboard from a command box. */

/** Languages of fences that show a session: what a person typed after a prompt, and what came back. */
const SESSIONS = new Set(["console", "shell-session", "sh-session", "terminal", "session"]);
const PROMPT = /^\s*[$%>#] /;

/**
 * The command without prompts and without a newline at the end, so that pasting never runs it.
 *
 * @param text the filled command
 * @param lang the language of its fence; of a session, only what was typed is taken
 */
export function copyable(text: string, lang: string): string {
  const session = SESSIONS.has(lang.toLowerCase());
  // A comment begins with # as well: only in a session is it a prompt.
  const prompt = session ? PROMPT : /^\s*\$ /;
  const lines = text.split("\n");
  if (!lines.some((line) => prompt.test(line))) return trimEnd(text);
  let goesOn = false;
  const typed = lines.filter((line) => {
    const keep = goesOn || !session || prompt.test(line);
    goesOn = keep && line.endsWith("\\");
    return keep;
  });
  return trimEnd(typed.map((line) => line.replace(prompt, "")).join("\n"));
}

function trimEnd(text: string): string {
  return text.replace(/[\r\n]+$/, "");
}

/** A stretch of a command; marked when it is a value that was filled in. */
export interface Stretch {
  text: string;
  marked: boolean;
}

/** Cuts a command at the ranges (UTF-16, half open) that hold filled values. */
export function stretches(text: string, marks: readonly (readonly [number, number])[]): Stretch[] {
  const cut: Stretch[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (from > at) cut.push({ text: text.slice(at, from), marked: false });
    if (to > from) cut.push({ text: text.slice(from, to), marked: true });
    at = Math.max(at, to);
  }
  if (at < text.length) cut.push({ text: text.slice(at), marked: false });
  return cut;
}
