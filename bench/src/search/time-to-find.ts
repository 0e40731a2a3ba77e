import { setTimeout as wait } from "node:timers/promises";
import type { SearchAnswer } from "@guichet/contract";
import { createRandom, nextArrivalMs, SEEDS } from "../data/random.ts";
import type { Caller } from "../product/call.ts";
import type { Stage } from "../product/stage.ts";
import { createSender } from "../product/webhook.ts";
import { pathOf } from "./check-searches.ts";

const LOOK_MS = 20;
const PATIENCE_MS = 30_000;
const A_SECOND = 4;

/** Contacts write; milliseconds from each acknowledgement until the message is found by a word that only it has. */
export async function timeToFind(stage: Stage, agent: Caller, run: number, count: number): Promise<number[]> {
  const random = createRandom(SEEDS.arrivals);
  const send = createSender(`b10-${run}`);
  const [channel] = stage.world.channels;
  if (channel === undefined) throw new Error("The world has no channels.");
  const times: number[] = [];
  // No two runs on one database write the same word.
  for (let n = run * 1000; n < run * 1000 + count; n += 1) {
    const post = send(n, `finder-${n % 20}`, channel);
    const answer = await fetch(`${stage.product.base}${post.path}`, {
      method: "POST",
      headers: { ...post.headers, "content-type": "application/json" },
      body: post.body,
    });
    if (!answer.ok) throw new Error(`A message was refused: ${answer.status}`);
    const start = performance.now();
    while (!(await isFound(agent, n))) {
      if (performance.now() - start > PATIENCE_MS) throw new Error(`Message ${n} was never found.`);
      await wait(LOOK_MS);
    }
    times.push(performance.now() - start);
    await wait(nextArrivalMs(random, A_SECOND));
  }
  return times;

  /** Texts begin with the number of their message. */
  async function isFound(caller: Caller, n: number): Promise<boolean> {
    const found = await caller.call<SearchAnswer>("GET", pathOf(`"${n}" after:1h`));
    return found.hits.some((hit) =>
      hit.message.excerpt
        .map((piece) => piece.text)
        .join("")
        .includes(`#${n}#`),
    );
  }
}
