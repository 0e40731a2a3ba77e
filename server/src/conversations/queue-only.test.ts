import type { ConversationId, QueueOnly, UserId } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildMessage, buildWorld, newMessageId, type World } from "./conversations.test-kit.ts";
import { countConversations } from "./count-conversations.ts";
import { putDraft } from "./drafts.sql.ts";
import { listConversations } from "./list-conversations.ts";
import { explainQueue, fillQueue } from "./queue-plan.test-kit.ts";
import { readFilter } from "./read-filter.ts";
import { markRead } from "./read-marks.sql.ts";
import { sendMessage } from "./send-message.ts";
import { setStatus } from "./set-status.ts";

const DAY = 86_400_000;
let world: World;
const conversations: ConversationId[] = [];
const at = (n: number): ConversationId => conversations[n] as ConversationId;

beforeAll(async () => {
  world = await buildWorld();
  world.clock.at = new Date("2026-11-28T12:00:00.000Z");
  for (let n = 0; n < 12; n += 1) {
    world.clock.pass(1000);
    await world.receive(buildMessage(world, { from: `c${n}`, occurredAt: world.now().getTime() }));
    const found = await sql<{
      id: ConversationId;
    }>`select c.id from conversations c join identities i on i.id = c.identity_id
      where i.external_id = ${`c${n}`}`.execute(world.database.system);
    conversations.push(found.rows[0]?.id as ConversationId);
  }
});
afterAll(async () => await world.close());

async function list(
  me: UserId,
  only: QueueOnly,
  status: "new" | "pending" | "resolved" = "new",
  sort = "oldest" as const,
) {
  const found: ConversationId[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = await listConversations(world.ctx(me), {
      ...{ limit: 2, only, status, sort },
      ...(after === undefined ? {} : { after }),
    });
    found.push(...page.items.map((row) => row.id));
    after = page.next;
  }
  return found;
}

const counted = async (me: UserId, only: QueueOnly) => {
  const counts = await countConversations(world.ctx(me), { only });
  return [counts.new.count, counts.pending.count];
};
const draft = { text: "Dear", kind: "reply" as const, replyToId: null, attachmentIds: [] };
const mention = async (id: ConversationId, whom: UserId) =>
  await sendMessage(
    world.ctx(world.ana),
    id,
    {
      ...{ id: newMessageId(), kind: "comment" as const, text: "Could you?", attachmentIds: [], replyToId: null },
      ...{ mentions: [whom], afterwards: "stay" as const },
    },
    "Ana Wong",
  );

describe("the person's part of the queue", () => {
  it("W97 W42 drafts: where one has something unsent of the last seven days, and nobody else's", async () => {
    for (const n of [1, 4, 6]) await putDraft(world.ctx(world.kai), at(n), draft);
    await putDraft(world.ctx(world.ana), at(2), draft);
    await sql`update drafts set at = ${new Date(world.now().getTime() - 8 * DAY)} where conversation_id = ${at(6)}`.execute(
      world.database.system,
    );
    expect(await list(world.kai, "drafts")).toEqual([at(1), at(4)]);
    expect(await list(world.ana, "drafts")).toEqual([at(2)]);
    await setStatus(world.ctx(world.kai), at(4), { status: "pending" });
    expect(await list(world.kai, "drafts", "pending")).toEqual([at(4)]);
    expect(await counted(world.kai, "drafts")).toEqual([1, 1]);
  });

  it("W99 mentions: where one was mentioned and has not read it, until one has", async () => {
    await mention(at(3), world.kai);
    await mention(at(3), world.kai);
    await mention(at(5), world.kai);
    await mention(at(7), world.ana);
    expect(await list(world.kai, "mentions")).toEqual([at(3), at(5)]);
    expect(await counted(world.kai, "mentions")).toEqual([2, 0]);
    await markRead(world.ctx(world.kai), at(3), { seq: 99 });
    expect(await list(world.kai, "mentions")).toEqual([at(5)]);
    world.clock.pass(31 * DAY);
    expect(await list(world.kai, "mentions")).toEqual([]);
  });

  it("W62 boomerang: what comes back by itself, whoever set it", async () => {
    const boomerang = { inMinutes: 60, note: "" };
    await setStatus(world.ctx(world.kai), at(8), { status: "pending", boomerang });
    await setStatus(world.ctx(world.ana), at(9), { status: "pending", boomerang });
    await setStatus(world.ctx(world.ana), at(10), { status: "pending" });
    expect(await list(world.kai, "boomerang", "pending")).toEqual([at(8), at(9)]);
    expect(await list(world.kai, "boomerang")).toEqual([]);
    expect(await counted(world.kai, "boomerang")).toEqual([0, 2]);
  });

  it("I22 of a channel that one does not see, nothing is told", async () => {
    await sql`delete from channel_access where user_id = ${world.kai}`.execute(world.database.system);
    for (const only of ["drafts", "mentions", "boomerang"] as const) {
      expect(await list(world.kai, only, "pending")).toEqual([]);
      expect(await counted(world.kai, only)).toEqual([0, 0]);
    }
  });

  it("B8 each is read from an index of its own, not from the queue", async () => {
    await fillQueue(world, 3000);
    await sql`insert into messages (organization_id, id, conversation_id, channel_id, seq, order_key, kind, author_type, text,
        sent_at, created_at, changed_at)
      select organization_id, gen_random_uuid(), ${at(0)}, channel_id, 100 + n, 100 + n, 'inbound', 'contact', '', now(), now(), now()
      from (select * from messages limit 1) m, generate_series(1, 3000) n`.execute(world.database.system);
    await sql`analyze messages`.execute(world.database.system);
    const indexes = {
      drafts: "drafts_pkey",
      mentions: "messages_mentions",
      boomerang: "conversations_returning",
    };
    for (const [only, index] of Object.entries(indexes)) {
      const filter = readFilter({ me: world.kai, now: world.now() }, "new", { only: only as QueueOnly });
      const { channels: _, ...rest } = filter;
      const plan = await explainQueue(world, { ...rest, status: "new", order: "oldest", limit: 51 });
      expect(plan, only).toContain(index);
      expect(plan, only).not.toContain("conversations_queue");
      expect(plan, only).not.toContain("Seq Scan on");
    }
  });
});
