import { setTimeout as wait } from "node:timers/promises";
import { PostLine } from "../protocol/post-line.ts";
import type { Stage } from "./stage.ts";
import { createSender, markOf } from "./webhook.ts";

/** As at other times: acknowledged and committed within these, in milliseconds. */
const ACK_MS = 250;
const COMMIT_MS = 1000;
const EVERY_MS = 100;

/** Posts one message after the other until one fares as at other times. Answers when that was posted, in milliseconds from now. */
export async function untilNormal(stage: Stage, run: string, patienceMs: number): Promise<number> {
  const send = createSender(run);
  const channel = stage.world.channels[0];
  if (channel === undefined) throw new Error("The world has no channels.");
  const start = performance.now();
  const line = await PostLine.open(stage.product.port);
  try {
    return await stage.withClient(async (client) => {
      const isCommitted = async (n: number): Promise<boolean> => {
        const found = await client.query(
          "select 1 from messages where organization_id = $1 and channel_id = $2 and external_id = $3",
          [stage.world.organizationId, channel.id, markOf(run, n)],
        );
        return found.rowCount === 1;
      };
      for (let n = 0; ; n += 1) {
        const at = performance.now();
        if (at - start > patienceMs) throw new Error("The product did not become normal again.");
        const isFine = (await line.post(send(n, "probe", channel)).catch(() => 0)) === 200;
        const isSoon = performance.now() - at <= ACK_MS;
        let isThere = false;
        while (isFine && isSoon && !isThere && performance.now() - at <= COMMIT_MS) {
          isThere = await isCommitted(n);
          if (!isThere) await wait(20);
        }
        if (isThere) return at - start;
        await wait(EVERY_MS);
      }
    });
  } finally {
    line.close();
  }
}
