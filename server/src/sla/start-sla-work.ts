import { type KeptLooking, keepLooking, type Round } from "../lib/keep-looking.ts";
import { type DueDeps, fallAllDue, type Resting } from "./fall-due.ts";
import { recountSome } from "./recount.ts";

const LOOK_MS = 1000;

/** For the worker role: looks every second at which clocks have run out, and at what must be counted anew. Every process may. */
export function startSlaWork(deps: DueDeps & { readonly wake: () => void }): Pick<KeptLooking, "stop"> {
  const resting: Resting = new Map();
  return keepLooking({
    everyMs: LOOK_MS,
    whenLate: "skipped",
    look: (repeat) => repeat(() => lookOnce(deps, resting)),
    wake: deps.wake,
    log: deps.log,
    failure: "clocks of SLA policies could not be looked at, tried again soon",
  });
}

/** By turns: much to count anew holds up nothing that is due. */
async function lookOnce(deps: DueDeps, resting: Resting): Promise<Round> {
  const counted = await recountSome(deps);
  const settled = await fallAllDue(deps, resting);
  return { done: counted.done + settled.done, more: counted.more || settled.more };
}
