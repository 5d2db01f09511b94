/** What an export can look like, and where it goes. */

import type { ExportFormat } from "../../wire/ExportFormat";
import type { ExportStage } from "../../wire/ExportStage";

/** One form of an export. */
export interface Form {
  format: ExportFormat;
  name: string;
  ending: string;
  /** What it is for, in a line. */
  what: string;
}

export const FORMS: readonly Form[] = [
  {
    format: "bundle",
    name: "Bundle",
    ending: ".zip",
    what: "Everything, for a stranger to verify offline with stock tools",
  },
  {
    format: "pdf",
    name: "PDF",
    ending: ".pdf",
    what: "The report to read and to file (PDF/A-3a, PDF/UA-1), its records attached",
  },
  { format: "html", name: "HTML", ending: ".html", what: "The report as one page, without script" },
  { format: "md", name: "Markdown", ending: ".md", what: "The report for a wiki or a repository" },
  { format: "json", name: "JSON", ending: ".json", what: "The report as data for other programs" },
];

/** What is being done, in order, in words. */
export const STAGES: readonly [ExportStage, string][] = [
  ["collecting", "Collecting the records"],
  ["typesetting", "Setting the pages"],
  ["writing", "Writing the file"],
  ["verifying", "Reading it again and verifying"],
];

/** The form of a format. */
export function formOf(format: ExportFormat): Form {
  // Every format has a form; the list is short and the first stands for all.
  return FORMS.find((form) => form.format === format) ?? (FORMS[0] as Form);
}

/** The name to suggest for a new file: `INC-2026-014.pdf`. */
export function suggested(incident: string, format: ExportFormat): string {
  return `${incident.replace(/[^\p{L}\p{N}._-]+/gu, "-")}${formOf(format).ending}`;
}

/** The path with the ending of another format; a path with an ending of its own choosing stays. */
export function withEnding(path: string, format: ExportFormat): string {
  const known = FORMS.find((form) => path.toLowerCase().endsWith(form.ending));
  return known ? path.slice(0, -known.ending.length) + formOf(format).ending : path;
}

/** The folder of a path, with its slash; empty when it names none. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

/** `482 B`, `12.4 kB`, `3.1 MB`: decimal, as file managers say it. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${String(bytes)} B`;
  const units = ["kB", "MB", "GB"];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(1)} ${units[unit] ?? ""}`;
}
