import { setTimeout as wait } from "node:timers/promises";
import type { MessageId } from "@guichet/contract";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { buildWorld, type World } from "../conversations.test-kit.ts";
import type { Claim } from "../outbox.sql.ts";
import { type NewsAddress, recordNews } from "../record-news.ts";
import { recordSend } from "../sending/record-send.ts";
import { createSendRecorder } from "../sending/send-recorder.ts";
import { answerSomebody, claimAll } from "../sending/sending.test-kit.ts";
import { recordReceipts } from "./record-receipts.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

const scope = () => ({ database: world.database, now: () => new Date() });
type Send = { readonly from: string; readonly id: MessageId; readonly claim: Claim };
type Client = Parameters<typeof recordNews>[0];

/** On its way, since some milliseconds. */
async function begin(): Promise<Send> {
  const from = uuidV7();
  const send = await claimOne(from, await answerSomebody(world, from));
  await wait(5);
  return send;
}
async function claimOne(from: string, id: MessageId): Promise<Send> {
  const [claim] = await claimAll(world, [id]);
  if (claim === undefined) throw new Error("not claimed");
  return { from, id, claim };
}
async function say(address: NewsAddress, state: "sent" | "delivered" | "read", client?: Client): Promise<void> {
  const at = "upTo" in address ? address.upTo : Date.now();
  const tell = async (of: Client): Promise<void> =>
    await recordNews(of, world.organizationId, world.channelId, address, { kind: "delivery", state, at }, new Date());
  await (client === undefined ? world.database.withClient(world.organizationId, tell) : tell(client));
}
const upTo = ({ from }: Pick<Send, "from">, instant: number) => ({ upTo: instant, partyExternalId: from });
const answer = async ({ claim }: Send) => await recordSend(scope(), claim, { outcome: "sent" });
async function rowOf({ id }: Send) {
  const rows = world.database.system.selectFrom("messages").select(["delivery_state", "read_at", "left_at"]);
  return await rows.where("id", "=", id).executeTakeFirstOrThrow();
}
const stateOf = async (send: Send) => (await rowOf(send)).delivery_state;

describe("what is told of all up to an instant", () => {
  it("I10 counts for a send whose answer it has overtaken, with the instant at which it was read", async () => {
    const send = await begin();
    const read = Date.now();
    await say(upTo(send, read), "read");
    expect(await stateOf(send)).not.toBe("read");
    await answer(send);
    expect(await rowOf(send)).toMatchObject({ delivery_state: "read", read_at: new Date(read) });
  });

  it("I10 counts for each of many that end together, and for nobody else's", async () => {
    const sends = [await begin(), await begin(), await begin()];
    for (const send of sends.slice(0, 2)) await say(upTo(send, Date.now()), "read");
    const record = createSendRecorder(scope());
    expect(await Promise.all(sends.map(({ claim }) => record(claim, { outcome: "sent" })))).toEqual([true, true, true]);
    expect(await Promise.all(sends.map(stateOf))).toEqual(["read", "read", "sent"]);
  });

  it("I6 I10 counts when an echo or a status settles the send, alone or with others", async () => {
    const [alone, together] = [await begin(), await begin()];
    const error = { kind: "outcome_unknown", code: "", message: "" } as const;
    for (const { claim } of [alone, together]) await recordSend(scope(), claim, { outcome: "uncertain", error });
    for (const send of [alone, together]) await say(upTo(send, Date.now()), "read");
    await say({ clientRefs: [alone.id] }, "sent");
    const receipt = { channelId: world.channelId, state: "sent", at: Date.now() } as const;
    await world.database.withClient(world.organizationId, (client) =>
      recordReceipts(client, world.organizationId, [{ ...receipt, target: { clientRefs: [together.id] } }], new Date()),
    );
    expect([await stateOf(alone), await stateOf(together)]).toEqual(["read", "read"]);
  });

  it("I30 does not count for what left later, though it was written before: told early, late, or once more", async () => {
    const from = uuidV7();
    const id = await answerSomebody(world, from);
    await wait(5);
    const read = Date.now();
    await say(upTo({ from }, read), "read");
    await wait(20);
    const send = await claimOne(from, id);
    await say(upTo(send, read), "read");
    await answer(send);
    await say(upTo(send, read), "read");
    expect(await stateOf(send)).toBe("sent");
    await say(upTo(send, Date.now()), "read");
    expect(await stateOf(send)).toBe("read");
  });

  it("I24 an instant that is still to come is now: what is sent after it waits to be read", async () => {
    const first = await begin();
    await say(upTo(first, Date.now() + 86_400_000), "read");
    await answer(first);
    expect(await stateOf(first)).toBe("read");
    await wait(20);
    const next = await claimOne(first.from, await answerSomebody(world, first.from));
    await answer(next);
    expect(await stateOf(next)).toBe("sent");
  });

  it("I10 in any order with the answer and one another, leaves the furthest", async () => {
    const orders = fc.record({
      order: fc.shuffledSubarray(["answer", "delivered", "read", "older", "repeat"] as const, { minLength: 5 }),
      by: fc.constantFrom("answer", "echo"),
    });
    await fc.assert(
      fc.asyncProperty(orders, async ({ order, by }) => {
        const begun = Date.now();
        const send = await begin();
        const now = Date.now();
        for (const what of order) {
          if (what === "answer") await (by === "answer" ? answer(send) : say({ clientRefs: [send.id] }, "sent"));
          else if (what === "delivered") await say(upTo(send, now), "delivered");
          else await say(upTo(send, what === "older" ? begun - 60_000 : now), "read");
        }
        expect(await stateOf(send)).toBe("read");
      }),
      { numRuns: 20, seed: 6 },
    );
  });

  it("I10 counts when it comes in the very moment in which the send is being written down", async () => {
    const inOpen = async (first: (client: Client) => Promise<void>, then: () => Promise<unknown>) => {
      const coming = await world.database.withClient(world.organizationId, async (client) => {
        await client.query("begin");
        await first(client);
        const started = then();
        await wait(200);
        await client.query("commit");
        return { started };
      });
      await coming.started;
    };
    const [overtaken, late] = [await begin(), await begin()];
    await inOpen(
      (client) => say(upTo(overtaken, Date.now()), "read", client),
      () => answer(overtaken),
    );
    await inOpen(
      (client) => say({ clientRefs: [late.id] }, "sent", client),
      () => say(upTo(late, Date.now()), "read"),
    );
    expect([await stateOf(overtaken), await stateOf(late)]).toEqual(["read", "read"]);
  });
});
