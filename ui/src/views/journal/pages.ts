/** The journal page by page, while records are being added at its front. */

import type { RecordRow } from "../../wire/RecordRow";

/** Names a record, as `Query` takes it. */
export function nameOf(record: { log: string; seq: number }): string {
  return `${record.log}#${String(record.seq)}`;
}

/**
 * The newest page put before what was already shown. Null when they do not touch: then records between the two were
 * never read, and the list has to begin again with the newest page.
 */
export function joined(
  newest: readonly RecordRow[],
  shown: readonly RecordRow[],
): RecordRow[] | null {
  if (shown.length === 0) return [...newest];
  const known = new Set(shown.map(nameOf));
  const fresh = newest.filter((row) => !known.has(nameOf(row)));
  return fresh.length < newest.length ? [...fresh, ...shown] : null;
}

/** How an actor is known, in a word and what it means. */
export const KNOWN: Record<string, string> = {
  os: "by the user of the operating system; not authenticated",
  stated: "as stated by whoever typed; not authenticated",
  key: "by a key",
  import: "as the imported source says; not authenticated",
};

/** One field of a record's body; null when it is missing or the body cannot be read. */
export function fieldOf(body: string, field: string): string | null {
  try {
    const read: unknown = JSON.parse(body);
    if (typeof read !== "object" || read === null || !(field in read)) return null;
    const value = (read as Record<string, unknown>)[field];
    return typeof value === "string" ? value : value == null ? null : JSON.stringify(value);
  } catch {
    return null;
  }
}
