/** The sheets that open over any screen. One at a time: opening one closes the other. */

export type Sheet = "palette" | "keys" | "declare" | "note" | "start-run" | null;

class Dialogs {
  open = $state<Sheet>(null);
  /** What the sheet is about: the runbook to start, the words to begin with. */
  about = $state<string | null>(null);

  show(sheet: Exclude<Sheet, null>, about: string | null = null): void {
    this.about = about;
    this.open = sheet;
  }

  close = (): void => {
    this.open = null;
  };
}

export const dialogs = new Dialogs();
