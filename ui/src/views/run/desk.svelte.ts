/** One run on the screen: what is looked at, which line is open, and every act with what it was decided on. */

import { acts } from "../../state/act.svelte";
import type { Act } from "../../state/act.svelte";
import { toasts } from "../../state/toasts.svelte";
import type { Basis } from "../../wire/Basis";
import type { RunCommand } from "../../wire/RunCommand";
import type { RunView } from "../../wire/RunView";
import type { Reasoned } from "./step-words.svelte";

/** A line in which something is typed or confirmed, under the step. One at a time. */
export type Line =
  Reasoned | "approve" | "done_note" | "note" | "attach" | "stop" | "rollback" | "escalate";

type More = Omit<Act, "command" | "undo" | "basis" | "after"> & {
  /** May be recorded while another act is on its way: it closes nothing and moves nowhere. */
  beside?: boolean;
  /** It can be taken back; true when absent. */
  undoable?: boolean;
};

export class Desk {
  line = $state<Line | null>(null);
  /** The step whose text is read while the run stays where it is. */
  reading = $state<string | null>(null);
  /** Whether an act that may close the step is on its way: until it is answered, no other such act leaves. */
  closing = $state(false);
  /** `lam` of the run when the last act left for the disk: until a newer state is shown, nothing else may close a step. */
  #sent: number | null = null;
  #view: () => RunView;

  constructor(view: () => RunView) {
    this.#view = view;
  }

  get view(): RunView {
    return this.#view();
  }

  /** The step and visit on the screen. */
  get basis(): Basis | null {
    const step = this.view.step;
    return step ? { step: { step: step.id, visit: step.visit } } : null;
  }

  /** Title of a step. */
  title(step: string): string {
    return this.view.outline.find((one) => one.id === step)?.title ?? step;
  }

  open(line: Line): void {
    this.line = line;
    if (line !== "note" && line !== "attach") this.reading = null;
  }

  close = (): void => {
    this.line = null;
  };

  read(step: string): void {
    this.line = null;
    this.reading = step === this.view.step?.id ? null : step;
  }

  /** Follows a link in the text of a step: to another step of this run, or says where it leads. */
  follow = (address: string): void => {
    const id = address.replace(/^#/, "");
    if (this.view.outline.some((one) => one.id === id)) this.read(id);
    else toasts.done(`This link leads to ${address}`);
  };

  /** Records an act of this run. False when it was refused: what was typed stays where it is. */
  async act(act: RunCommand, more: More = {}): Promise<boolean> {
    const { beside = false, undoable = true, ...rest } = more;
    const run = this.view.run.number;
    const lam = this.view.run.lam;
    const undo = undoable ? ({ command: "run", run, act: { do: "undo" } } as const) : undefined;
    const whole = {
      command: { command: "run", run, act },
      basis: this.basis,
      ...rest,
      ...(undo ? { undo } : {}),
    } as const;
    if (beside) return (await acts.record(whole)) !== null;

    // Pressed twice, it is meant once: nobody has seen the next step yet.
    if (this.closing || this.#sent === lam) return false;
    this.closing = true;
    // What was ticked or noted a moment ago goes first. The step that was meant is named, so that another is not closed.
    const recorded = await acts.record({ ...whole, after: true });
    this.closing = false;
    if (recorded) this.#sent = lam;
    return recorded !== null;
  }

  /** Starts the runbook that the current step calls; null when it was refused. */
  async startChild(): Promise<string | null> {
    const command = { command: "start_child", run: this.view.run.number } as const;
    const recorded = await acts.record({ command, basis: this.basis, said: "Run started" });
    return recorded?.records[0]?.subject ?? null;
  }

  /** Goes to a step that the run has been at: back, to a deferred one, or on after Rollback or Escalate. */
  async goTo(step: string): Promise<void> {
    const gone = await this.act(
      { do: "back", to: step },
      { said: `The run is at “${this.title(step)}”` },
    );
    if (gone) {
      this.reading = null;
      this.line = null;
    }
  }
}
