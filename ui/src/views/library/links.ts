/** Where links inside a runbook lead. */

import type { RunbookSummary } from "../../wire/RunbookSummary";

/** A link of a runbook: to a heading of its own, to another runbook of the library, or to something not in it. */
export type Target =
  { to: "heading"; anchor: string } | { to: "runbook"; slug: string } | { to: "nothing" };

/**
 * Reads a relative link.
 *
 * @param address with its escapes read, such as `#watch-it` or `../other.md#steps`
 * @param from the path of the runbook that holds it
 */
export function targetOf(
  address: string,
  from: string,
  runbooks: readonly Pick<RunbookSummary, "slug" | "path">[],
): Target {
  const [file = "", anchor = ""] = address.split("#", 2);
  if (file === "") return anchor === "" ? { to: "nothing" } : { to: "heading", anchor };
  const path = joined(from, file);
  const found =
    runbooks.find((one) => slashed(one.path) === path) ??
    // A repository imported by other paths than it links by: the file's own name decides.
    only(runbooks.filter((one) => name(one.path) === name(path)));
  return found ? { to: "runbook", slug: found.slug } : { to: "nothing" };
}

function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}

function name(path: string): string {
  return slashed(path).split("/").at(-1)?.toLowerCase() ?? "";
}

/** The path of `file`, which stands in a file at `from`. */
function joined(from: string, file: string): string {
  const parts = slashed(from).split("/").slice(0, -1);
  for (const part of slashed(file).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

function only<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}
