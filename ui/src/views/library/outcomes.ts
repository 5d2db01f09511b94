/** What an import came to, in counts. */

import type { ImportedFile } from "../../wire/ImportedFile";
import type { ImportResult } from "../../wire/ImportResult";

/** The results in the order of their counts, in words. */
export const RESULTS: readonly [ImportResult, string][] = [
  ["imported", "imported"],
  ["new_revision", "new revision"],
  ["unchanged", "unchanged"],
  ["failed", "failed"],
];

/** Whether somebody should look at a file: it failed, its text has errors, or there is something to know about it. */
export function needsLook(file: ImportedFile): boolean {
  return file.result === "failed" || file.errors > 0 || file.message !== null;
}

/** `3 imported, 1 failed`; results without files are left out. */
export function summary(files: readonly ImportedFile[]): string {
  const parts = RESULTS.flatMap(([result, word]) => {
    const count = files.filter((file) => file.result === result).length;
    return count > 0 ? [`${String(count)} ${word}`] : [];
  });
  return parts.length > 0 ? parts.join(", ") : "no Markdown files there";
}
