/** How an incident is said to be resolved: by criteria, or by a reason for doing without. */

/** Reads `error rate under 1 % for 30 min` or `override: we could not measure it`. */
export function readResolution(words: string): {
  criteria: string | null;
  override_why: string | null;
} {
  const override = /^\s*override\s*:(.*)$/is.exec(words);
  if (!override) return { criteria: words.trim() || null, override_why: null };
  return { criteria: null, override_why: override[1]?.trim() || null };
}
