import { setTimeout as sleep } from "node:timers/promises";
import type { FailpointName } from "../../../lib/failpoint.ts";
import { between } from "../load/random.ts";
import type { Stage } from "../scenario.ts";

/** How long a failpoint may take to be reached under load. */
const PATIENCE_MS = 60_000;

export type DirectedKills = { readonly name: FailpointName; readonly kills: number };

/** Lets the process kill itself at a named place, `times` over; gives back how often it got there. */
export async function killAtFailpoint(stage: Stage, name: FailpointName, times: number): Promise<DirectedKills> {
  const { server, note } = stage;
  let kills = 0;
  for (let n = 0; n < times; n += 1) {
    await server.kill();
    const after = Math.ceil(between(0, 3));
    server.spawn({ GUICHET_FAILPOINTS: JSON.stringify({ [name]: { does: "kill", after } }) });
    if (await server.waitForEnd(PATIENCE_MS)) kills += 1;
    else await server.kill();
    note(`kill at ${name}`, await server.start());
    await sleep(between(50, 300));
  }
  return { name, kills };
}
