/** Completion of paths as a shell does it. */

/** What all of them begin with. */
export function commonStart(paths: readonly string[]): string {
  const [first = "", ...others] = paths;
  let length = first.length;
  for (const other of others) {
    let same = 0;
    while (same < length && first[same] === other[same]) same++;
    length = same;
  }
  return first.slice(0, length);
}

/** What Tab makes of the typed path: longer, or null when there is nothing to add. */
export function completed(typed: string, paths: readonly string[]): string | null {
  const common = commonStart(paths);
  return common.length > typed.length && common.startsWith(typed) ? common : null;
}

/** The last part of a path, for people; a folder keeps its slash. */
export function lastPart(path: string): string {
  return /[^/\\]+[/\\]?$/.exec(path)?.[0] ?? path;
}
