/** Which of many names fit the letters somebody typed: forgiving to a slip of the finger. */

/** An item with its name, ready to be compared with each letter that is typed. */
export interface Named<T> {
  item: T;
  name: string;
  parts: string[];
}

/**
 * Items by their names: made once for a list, because ten thousand names are not taken apart within a frame.
 *
 * @param name the text of an item that is searched
 */
export function byName<T>(items: readonly T[], name: (item: T) => string): Named<T>[] {
  return items.map((item) => {
    const text = name(item).toLowerCase();
    return { item, name: text, parts: text.split(/[^\p{L}\p{N}]+/u).filter(Boolean) };
  });
}

/**
 * The items that fit, best first; items that fit equally well keep their order.
 *
 * @param words what was typed; each word must fit somewhere
 */
export function rank<T>(words: string, items: readonly Named<T>[]): T[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const scored = items
    .map((named, index) => ({ item: named.item, index, score: score(wanted, named) }))
    .filter(({ score }) => score > 0);
  scored.sort((a, b) => b.score - a.score || a.index - b.index);
  return scored.map(({ item }) => item);
}

function score<T>(wanted: readonly string[], { name, parts }: Named<T>): number {
  let total = 0;
  for (const word of wanted) {
    let best = name.includes(word) ? 2 : 0;
    for (const part of parts) best = Math.max(best, fit(word, part));
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
