import type { ConversationId, OrganizationId, ProblemView } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildMessage, buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { claimSends, recordSend, sendSystemMessage } from "../conversations/index.ts";
import type { AuditedCtx } from "../organizations/index.ts";
import { discardProblem, listProblems, retryProblem } from "./problems.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

describe("the desk of what is stuck", () => {
  it("I16 an event put aside is listed with its conversation, and tried again when somebody says so", async () => {
    const conversationId = await putAside();
    const [problem] = (await list("event_skipped")).items;
    expect(problem).toMatchObject({
      channelName: "Shop",
      reason: "accounts",
      detail: "no room",
      attempts: 10,
      conversationId,
      canRetry: true,
      canDiscard: true,
    });
    await retryProblem(deps(), ctx(), problem?.id ?? "");
    expect((await list("event_skipped")).items).toEqual([]);
    const due = await sql<{ due: boolean }>`select next_attempt_at <= now() as due from skipped_events`.execute(
      world.database.system,
    );
    expect(due.rows).toEqual([{ due: true }]);
  });

  it("I16 S48 what is discarded leaves its note, with the name of who gave it up, in the log of settings", async () => {
    await sql`update skipped_events set next_attempt_at = null`.execute(world.database.system);
    const [problem] = (await list("event_skipped")).items;
    await discardProblem(ctx(), problem?.id ?? "", "Counted by hand.");
    expect((await list("event_skipped")).items).toEqual([]);
    expect(await lines()).toMatchObject([
      { actor_name: "Ana Lind", subject: "Shop", after: { note: "Counted by hand.", reason: "accounts" } },
    ]);
  });

  it("I16 a message given up leaves its note too, and once", async () => {
    const id = await failOne();
    await discardProblem(ctx(), `m:${id}`, "She was called.");
    await expect(discardProblem(ctx(), `m:${id}`, "Again")).rejects.toMatchObject({ code: "message_not_retryable" });
    expect((await lines()).map(({ after }) => after.note)).toEqual(["Counted by hand.", "She was called."]);
  });

  it("I16 a reply that waits for a paused channel is given up, and has nothing to be tried again for", async () => {
    const conversationId = await start("paused");
    await sql`update channels set state = 'paused'`.execute(world.database.system);
    await sendSystemMessage(ctx(), conversationId, "Hello", false);
    await sql`update outbox set created_at = now() - interval '2 minutes', next_attempt_at = now() + interval '1 hour'`.execute(
      world.database.system,
    );
    const [problem] = (await list("outbound_waiting")).items;
    expect(problem).toMatchObject({ reason: "channel_paused", conversationId, canRetry: false, canDiscard: true });
    await sql`update channels set state = 'connected'`.execute(world.database.system);
    expect((await list("outbound_waiting")).items).toMatchObject([{ reason: "waiting", canRetry: true }]);
    await discardProblem(ctx(), problem?.id ?? "", "Told by phone.");
    expect((await list("outbound_waiting")).items).toEqual([]);
    expect((await lines()).at(-1)?.after).toMatchObject({ note: "Told by phone.", reason: "waiting" });
  });

  it("I16 I8 a file that failed is given up, and leaves the list", async () => {
    const conversationId = await start("file");
    await sql`
      insert into attachments (organization_id, id, message_id, channel_id, kind, name, type, state, failure, source, created_at)
      select organization_id, gen_random_uuid(), id, ${world.channelId}, 'file', 'lamp.pdf', 'application/pdf', 'failed', 'gone', '{"ref":"r"}', now()
      from messages where conversation_id = ${conversationId}`.execute(world.database.system);
    const [problem] = (await list("attachment_failed")).items;
    expect(problem).toMatchObject({ detail: "lamp.pdf", conversationId, canRetry: true, canDiscard: true });
    await discardProblem(ctx(), problem?.id ?? "", "She sent it by mail.");
    expect((await list("attachment_failed")).items).toEqual([]);
    await expect(discardProblem(ctx(), problem?.id ?? "", "Again")).rejects.toMatchObject({
      code: "message_not_retryable",
    });
    expect((await lines()).at(-1)?.after.note).toBe("She sent it by mail.");
  });

  it("I22 a stranger finds nothing to discard, and no line is written", async () => {
    const id = await failOne();
    const stranger = { ...ctx(), organizationId: "01a20000-0000-7000-8000-000000000000" as OrganizationId };
    const outside = { ...stranger, db: world.database.of(stranger.organizationId) };
    await expect(discardProblem(outside, `m:${id}`, "Mine")).rejects.toMatchObject({ code: "not_found" });
    expect(await lines()).toHaveLength(4);
  });
});

const deps = () => ({ database: world.database, process: () => undefined });
const ctx = (): AuditedCtx => ({ ...world.ctx(world.ana), by: { name: "Ana Lind", address: "127.0.0.1" } });
const list = async (kind: ProblemView["kind"]) => await listProblems(ctx(), { kind });
const lines = async () =>
  (
    await sql<{ actor_name: string; subject: string; after: { note: string; reason: string } }>`
      select actor_name, subject, after from settings_changes where action = 'problem.discarded' order by number`.execute(
      world.database.system,
    )
  ).rows;

async function start(from: string): Promise<ConversationId> {
  await world.receive(buildMessage(world, { from }));
  const found = await sql<{ id: ConversationId }>`
    select c.id from conversations c join identities i on i.id = c.identity_id where i.external_id = ${from}`.execute(
    world.database.system,
  );
  const [conversation] = found.rows;
  if (conversation === undefined) throw new Error("no conversation");
  return conversation.id;
}

async function putAside(): Promise<string> {
  const conversationId = await start("aside");
  await sql`
    insert into event_log (position, organization_id, id, type, conversation_id, channel_id, actor, data, at)
    select 1, organization_id, id, type, conversation_id, channel_id, actor, data, at from event_inbox
    where conversation_id = ${conversationId} order by ticket limit 1`.execute(world.database.system);
  await sql`
    insert into skipped_events (organization_id, id, listener, event_id, position, failure, attempts)
    select organization_id, gen_random_uuid(), 'accounts', id, position, 'no room', 10 from event_log where position = 1`.execute(
    world.database.system,
  );
  return conversationId;
}

/** A message that the platform refused. */
async function failOne(): Promise<string> {
  await world.database.system.deleteFrom("outbox").execute();
  const conversationId = await start(`refused-${Math.random()}`);
  await sendSystemMessage(ctx(), conversationId, "Hello", false);
  const [claim] = await claimSends(world.database, [], 1);
  if (claim === undefined) throw new Error("nothing to send");
  await recordSend({ database: world.database, now: () => new Date() }, claim, {
    outcome: "failed",
    error: { kind: "recipient_unavailable", code: "551", message: "no such user" },
  });
  return claim.message_id;
}
