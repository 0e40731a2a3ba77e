import { sendDue } from "../scheduling/send-due.ts";
import { type DueDeps, settleDue } from "./settle-due.ts";

const LOOK_MS = 1000;

type Round = { readonly done: number; readonly more: boolean };

/** With what it stumbled over, remembered from round to round. */
function roundOf<Id>(work: (deps: DueDeps, resting: Map<Id, number>) => Promise<Round>) {
  const resting = new Map<Id, number>();
  return (deps: DueDeps): Promise<Round> => work(deps, resting);
}

/** For the worker role: looks every second at what has fallen due. Every process may run it. */
export function startDueWork(deps: DueDeps & { readonly wake: () => void }): { stop(): Promise<void> } {
  const rounds = [roundOf(settleDue), roundOf(sendDue)];
  let looking: Promise<void> | undefined;
  let stopped = false;

  async function look(): Promise<void> {
    try {
      for (const round of rounds) {
        let more = true;
        while (more && !stopped) {
          const settled = await round(deps);
          if (settled.done > 0) deps.wake();
          more = settled.more;
        }
      }
    } catch (error) {
      deps.log.error("what is due could not be read, tried again soon", {}, error);
    }
  }

  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
  }, LOOK_MS);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
    },
  };
}
