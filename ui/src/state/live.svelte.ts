/** A query that stays current: asked again when its words change or a commit touches it. */

import { ask, problemOf } from "../host/ipc";
import type { AnswerTo } from "../host/ipc";
import type { Problem } from "../wire/Problem";
import type { Query } from "../wire/Query";
import { session } from "./session.svelte";

/** What a live query knows at the moment. */
export interface Live<T> {
  /** The last answer; null before the first. It stays while a newer one is asked for. */
  readonly value: T | null;
  /** Why the last question failed. */
  readonly problem: Problem | null;
  /** Whether words that were never answered are being asked for; not when a commit makes it ask again. */
  readonly waiting: boolean;
}

/**
 * Asks while the component lives.
 *
 * @param query what to ask, or null for nothing; reactive
 * @param touches bare kinds or `kind:id` tags whose commits make it ask again; see `Changes`
 */
export function live<Name extends Query["query"]>(
  query: () => Extract<Query, { query: Name }> | null,
  touches: () => readonly string[],
): Live<AnswerTo<Name>> {
  // TypeScript cannot follow the type of an answer that depends on the name of its question.
  let value = $state.raw<unknown>(null);
  let problem = $state.raw<Problem | null>(null);
  let waiting = $state(false);
  let asked = 0;
  let words = "";

  async function refresh(question: Extract<Query, { query: Name }>): Promise<void> {
    const mine = ++asked;
    try {
      const answer = await ask<Name>(question);
      // A later question overtakes: its answer is the one to show.
      if (mine !== asked) return;
      value = answer;
      problem = null;
    } catch (error) {
      if (mine === asked) problem = problemOf(error);
    } finally {
      if (mine === asked) waiting = false;
    }
  }

  $effect(() => {
    const question = query();
    const now = JSON.stringify(question);
    if (now === words) return;
    words = now;
    value = null;
    problem = null;
    waiting = question !== null;
    if (question) void refresh(question);
  });

  $effect(() => {
    const { tags } = session.changed;
    const question = query();
    if (question && touches().some((tag) => tags.includes(tag))) void refresh(question);
  });

  return {
    get value() {
      return value as AnswerTo<Name> | null;
    },
    get problem() {
      return problem;
    },
    get waiting() {
      return waiting;
    },
  };
}
