import type { ConversationId, MessageId, SendMessageBody } from "@guichet/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildMessage, buildWorld, newMessageId, type World } from "../conversations.test-kit.ts";
import { type Claim, claimSends } from "../outbox.sql.ts";
import { recordNews } from "../record-news.ts";
import { sendMessage } from "../send-message.ts";
import { recordSend } from "../sending/record-send.ts";
import { recordReceipts, type ToldReceipt } from "./record-receipts.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

const STATES = ["sent", "delivered", "read"] as const;
type Told = { readonly message: number; readonly by: "ref" | "id" | "both"; readonly state: (typeof STATES)[number] };
const told: fc.Arbitrary<Told> = fc.record({
  message: fc.integer({ min: 0, max: 2 }),
  by: fc.constantFrom("ref", "id", "both"),
  state: fc.constantFrom(...STATES),
});

let people = 0;
/** Three messages of ours to somebody new: one with the platform's id, one whose answer never came, one that waits. */
type Three = { readonly ids: readonly [MessageId, MessageId, MessageId]; nameOf(n: number): string };
async function sendThree(): Promise<Three> {
  people += 1;
  const from = `person-${people}`;
  await world.receive(buildMessage(world, { from }));
  const ids = [await reply(from), await reply(from), await reply(from)] as const;
  const nameOf = (n: number): string => `wamid-${from}-${n}`;
  await end(ids[0], { outcome: "sent", externalId: nameOf(0) });
  await end(ids[1], { outcome: "uncertain", error: { kind: "outcome_unknown", code: "", message: "" } });
  return { ids, nameOf };
}

async function reply(from: string): Promise<MessageId> {
  const row = await world.database.system
    .selectFrom("conversations as c")
    .innerJoin("identities as i", "i.id", "c.identity_id")
    .select("c.id")
    .where("i.external_id", "=", from)
    .executeTakeFirstOrThrow();
  const id = newMessageId();
  const rest = { attachmentIds: [], replyToId: null, mentions: [], afterwards: "preference" } as const;
  const body = { ...rest, id, kind: "reply", text: `Hello ${id}` } as unknown as SendMessageBody;
  await sendMessage(world.ctx(world.kai), row.id as ConversationId, body, "Kai");
  return id;
}

const scope = () => ({ database: world.database, now: () => new Date() });
/** A look at the outbox claims for everybody. */
const claims = new Map<MessageId, Claim>();
async function end(id: MessageId, outcome: Parameters<typeof recordSend>[2]): Promise<void> {
  for (const claim of await claimSends(world.database, [], 500)) claims.set(claim.message_id, claim);
  const claim = claims.get(id);
  if (claim === undefined) throw new Error("not claimed");
  await recordSend(scope(), claim, outcome);
}

function toReceipts(given: readonly Told[], { ids, nameOf }: Three): ToldReceipt[] {
  return given.map(({ message, by, state }, at) => {
    const [ref, name] = [ids[message] ?? "", nameOf(message)];
    const target =
      by === "id" ? { externalIds: [name] } : { clientRefs: [ref], ...(by === "both" ? { externalId: name } : {}) };
    return { channelId: world.channelId, state, at: 1_700_000_000_000 + at * 1000, target };
  });
}

/** In one transaction, as a delivery's. */
async function inOne(work: (client: Parameters<typeof recordReceipts>[0]) => Promise<void>): Promise<void> {
  await world.database.withClient(world.organizationId, async (client) => {
    await client.query("begin");
    await work(client);
    await client.query("commit");
  });
}

async function endOf({ ids, nameOf }: Three) {
  const rows = await world.database.system
    .selectFrom("messages as m")
    .innerJoin("conversations as c", "c.id", "m.conversation_id")
    .leftJoin("outbox as o", "o.message_id", "m.id")
    .select(["m.id", "m.external_id", "m.delivery_state", "c.last_message"])
    .select("o.state as waits")
    .where("m.id", "in", [...ids])
    .orderBy("m.seq")
    .execute();
  const events = await world.database.system
    .selectFrom("event_inbox")
    .select(["data"])
    .where("type", "=", "message.delivery_changed")
    .orderBy("ticket")
    .execute();
  const stateOf = (id: string) =>
    events
      .map(({ data }) => data as { messageId: string; state: string })
      .flatMap((one) => (one.messageId === id ? [one.state] : []));
  for (const row of rows) expectForward(stateOf(row.id));
  return rows.map((row, n) => ({
    id: n,
    external_id: row.external_id === null ? null : row.external_id === nameOf(n),
    delivery_state: row.delivery_state,
    waits: row.waits,
    shown: (row.last_message as { deliveryState?: string } | null)?.deliveryState,
    told: stateOf(row.id).at(-1),
  }));
}

/** Each state is announced once, and none after a later one. */
function expectForward(states: readonly string[]): void {
  const ranks = states.map((state) => ["uncertain", ...STATES].indexOf(state));
  expect(ranks).toEqual([...new Set(ranks)].toSorted((a, b) => a - b));
}

it("I10 receipts that are taken together leave what they leave one by one", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(told, { minLength: 1, maxLength: 12 }), async (given) => {
      const [alone, together] = [await sendThree(), await sendThree()];
      for (const { channelId, state, at, target } of toReceipts(given, alone))
        await inOne((client) =>
          recordNews(client, world.organizationId, channelId, target, { kind: "delivery", state, at }, new Date()),
        );
      await inOne((client) => recordReceipts(client, world.organizationId, toReceipts(given, together), new Date()));
      expect(await endOf(together)).toEqual(await endOf(alone));
      // What had no message yet meets it when the platform's answer to the send tells its id.
      for (const three of [alone, together]) {
        const [, uncertain, last] = await endOf(three);
        if (last?.waits !== null && uncertain?.waits === null)
          await end(three.ids[2], { outcome: "sent", externalId: three.nameOf(2) });
      }
      expect(await endOf(together)).toEqual(await endOf(alone));
    }),
    { numRuns: 15, seed: 7 },
  );
});
