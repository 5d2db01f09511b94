/** Which of many names fit the letters somebody typed: forgiving to a slip of the finger. */

/**
 * The items that fit, best first; items that fit equally well keep their order.
 *
 * @param words what was typed; each word must fit somewhere
 * @param name the text of an item that is searched
 */
export function rank<T>(words: string, items: readonly T[], name: (item: T) => string): T[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const scored = items
    .map((item, index) => ({ item, index, score: score(wanted, name(item).toLowerCase()) }))
    .filter(({ score }) => score > 0);
  scored.sort((a, b) => b.score - a.score || a.index - b.index);
  return scored.map(({ item }) => item);
}

function score(wanted: readonly string[], text: string): number {
  const parts = text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  let total = 0;
  for (const word of wanted) {
    const best = Math.max(0, ...parts.map((part) => fit(word, part)), text.includes(word) ? 2 : 0);
    if (best === 0) return 0;
    total += best;
  }
  return total;
}

/** 5 the same, 4 the beginning, 2 inside, 1 one slip away from the beginning, 0 nothing. */
function fit(word: string, part: string): number {
  if (part === word) return 5;
  if (part.startsWith(word)) return 4;
  if (part.includes(word)) return 2;
  return word.length >= 4 && oneSlip(word, part) ? 1 : 0;
}

/** Whether one wrong, missing, extra or swapped letter makes `word` the beginning of `part`. */
function oneSlip(word: string, part: string): boolean {
  const begins = (a: string, b: string) => b.startsWith(a);
  for (let at = 0; at < word.length; at++) {
    if (word[at] === part[at]) continue;
    const rest = word.slice(at + 1);
    const swapped = word[at] === part[at + 1] && word[at + 1] === part[at];
    return (
      begins(rest, part.slice(at + 1)) ||
      begins(rest, part.slice(at)) ||
      begins(word.slice(at), part.slice(at + 1)) ||
      (swapped && begins(word.slice(at + 2), part.slice(at + 2)))
    );
  }
  return true;
}
