import type { MessageId } from "@guichet/contract";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildWorld, type World } from "../conversations.test-kit.ts";
import { type Claim, takeLostLeases } from "../outbox.sql.ts";
import { recordNews } from "../record-news.ts";
import { recordSend } from "./record-send.ts";
import type { Sent } from "./send-outcome.ts";
import { createSendRecorder } from "./send-recorder.ts";
import { answerSomebody, claimAll } from "./sending.test-kit.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

/** What came before the platform's answer was written down. */
const BEFORE = ["nothing", "receipt by its id", "receipt by our id", "worker lost its lease"] as const;
type Way = {
  readonly before: (typeof BEFORE)[number];
  readonly answer: "id" | "no id" | "id and context" | "the id of another message";
};
const way: fc.Arbitrary<Way> = fc.record({
  before: fc.constantFrom(...BEFORE),
  answer: fc.constantFrom("id", "no id", "id and context", "the id of another message"),
});

const scope = () => ({ database: world.database, now: () => new Date() });

/** Sends on their way, each with what the platform will answer and with what has come before that. */
async function begin(ways: readonly Way[], run: string): Promise<{ claim: Claim; sent: Sent }[]> {
  const ids: MessageId[] = [];
  for (const _ of ways) ids.push(await answerSomebody(world));
  const claims = await claimAll(world, ids);
  const begun = claims.map((claim, n) => ({ claim, sent: toSent(ways[n]?.answer ?? "id", n, run) }));
  for (const [n, { claim }] of begun.entries()) await comeBefore(ways[n]?.before ?? "nothing", claim, nameOf(n, run));
  return begun;
}

const nameOf = (n: number, run: string) => `wamid-${run}-${n}`;
function toSent(answer: Way["answer"], n: number, run: string): Sent {
  if (answer === "no id") return { outcome: "sent" };
  const externalId = answer === "the id of another message" ? nameOf(0, run) : nameOf(n, run);
  return { outcome: "sent", externalId, ...(answer === "id and context" ? { context: { pieces: [n] } } : {}) };
}

async function comeBefore(what: Way["before"], claim: Claim, name: string): Promise<void> {
  if (what === "worker lost its lease") {
    const outbox = world.database.system.updateTable("outbox").where("message_id", "=", claim.message_id);
    await outbox.set({ lease_until: new Date(0) }).execute();
    expect(await takeLostLeases(world.database)).toHaveLength(1);
  }
  if (what !== "receipt by its id" && what !== "receipt by our id") return;
  const target = what === "receipt by its id" ? { externalIds: [name] } : { clientRefs: [claim.message_id] };
  await world.database.withClient(world.organizationId, (client) =>
    recordNews(
      client,
      world.organizationId,
      world.channelId,
      target,
      { kind: "delivery", state: "delivered", at: 1_700_000_000_000 },
      new Date(),
    ),
  );
}

async function endOf(claims: readonly { claim: Claim }[], run: string) {
  const ids = claims.map(({ claim }) => claim.message_id);
  const messages = await world.database.system
    .selectFrom("messages as m")
    .innerJoin("conversations as c", "c.id", "m.conversation_id")
    .leftJoin("outbox as o", "o.message_id", "m.id")
    .leftJoin("send_attempts as a", "a.message_id", "m.id")
    .select(["m.id", "m.external_id", "m.context", "m.delivery_state", "c.last_message", "c.version"])
    .select(["o.state as waits", "a.outcome", "a.attempt"])
    .where("m.id", "in", ids)
    .execute();
  const events = await world.database.system
    .selectFrom("event_inbox")
    .select("data")
    .where("type", "=", "message.delivery_changed")
    .orderBy("ticket")
    .execute();
  return ids.map((id) => {
    const { id: _, external_id, last_message, ...rest } = messages.find((one) => one.id === id) ?? {};
    const told = events
      .map(({ data }) => data as { messageId: string; state: string })
      .flatMap((one) => (one.messageId === id ? [one.state] : []));
    const shown = (last_message as { deliveryState?: string } | null | undefined)?.deliveryState;
    return { ...rest, told, shown, named: external_id?.replace(run, "run") ?? null };
  });
}

describe("sends that end at the same time", () => {
  it("I6 I10 I23 leave what they leave one by one", async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(way, { minLength: 1, maxLength: 8 }), async (ways) => {
        const [alone, together] = [`a${++runs}-`, `b${runs}-`];
        const first = await begin(ways, alone);
        const answers: boolean[] = [];
        for (const { claim, sent } of first) answers.push(await recordSend(scope(), claim, sent));
        const second = await begin(ways, together);
        const record = createSendRecorder(scope());
        expect(await Promise.all(second.map(({ claim, sent }) => record(claim, sent)))).toEqual(answers);
        expect(await endOf(second, together)).toEqual(await endOf(first, alone));
        for (const [n, { before }] of ways.entries())
          expect(answers[n]).toBe(before === "nothing" || before === "receipt by its id");
      }),
      { numRuns: 25, seed: 11 },
    );
  });

  it("are sent and gone from the outbox, with the platform's id, its context and one event each", async () => {
    const begun = await begin([{ before: "nothing", answer: "id and context" }], "whole");
    const record = createSendRecorder(scope());
    for (const { claim, sent } of begun) expect(await record(claim, sent)).toBe(true);
    expect(await endOf(begun, "whole")).toMatchObject([
      {
        ...{ named: "wamid-run-0", context: { pieces: [0] }, delivery_state: "sent", waits: null },
        ...{ outcome: "sent", attempt: 1, told: ["sent"], shown: "sent" },
      },
    ]);
    const channel = await world.database.system
      .selectFrom("channels")
      .select("last_outbound_at")
      .where("id", "=", world.channelId)
      .executeTakeFirstOrThrow();
    expect(channel.last_outbound_at).not.toBeNull();
  });
});
