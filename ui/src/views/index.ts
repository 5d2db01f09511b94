/** The screens by name. A screen takes what it is about, if anything: a run, an incident, a runbook, or null for a list. */

import type { Component } from "svelte";

import type { Screen } from "../state/route.svelte";
import Export from "./export/Export.svelte";
import Incident from "./incident/Incident.svelte";
import Journal from "./journal/Journal.svelte";
import Library from "./library/Library.svelte";
import Now from "./now/Now.svelte";
import Postmortem from "./postmortem/Postmortem.svelte";
import Run from "./run/Run.svelte";
import Settings from "./settings/Settings.svelte";

type View = Component<{ id: string | null }>;

export const screens: Record<Screen, View> = {
  now: Now as View,
  library: Library,
  run: Run,
  incident: Incident,
  postmortem: Postmortem,
  journal: Journal,
  export: Export,
  settings: Settings as View,
};
