/** The check of the journal that somebody asks for; that it was asked for is recorded. */

import { desktop } from "../../host/ipc";
import { session } from "../../state/session.svelte";
import { tried } from "../../state/system";
import { toasts } from "../../state/toasts.svelte";

class Verification {
  busy = $state(false);

  run = async (): Promise<void> => {
    if (this.busy) return;
    this.busy = true;
    const state = await tried(desktop<"verify">({ ask: "verify" }));
    this.busy = false;
    if (!state) return;
    session.journal = state;
    if (state.state === "intact") toasts.done("Verified: every record holds");
  };
}

/** The one check of this window: it goes on when one looks at another screen. */
export const verification = new Verification();
