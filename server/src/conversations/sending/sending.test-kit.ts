import type { ConversationId, MessageId, SendMessageBody } from "@guichet/contract";
import { buildMessage, newMessageId, type World } from "../conversations.test-kit.ts";
import { type Claim, claimSends } from "../outbox.sql.ts";
import { sendMessage } from "../send-message.ts";

let people = 0;

/** Kai's reply to somebody who wrote for it, waiting in the outbox; `from`: the same person twice is one conversation. */
export async function answerSomebody(world: World, from = `person-${++people}`): Promise<MessageId> {
  await world.receive(buildMessage(world, { from }));
  const row = await world.database.system
    .selectFrom("conversations as c")
    .innerJoin("identities as i", "i.id", "c.identity_id")
    .select("c.id")
    .where("i.external_id", "=", from)
    .executeTakeFirstOrThrow();
  const id = newMessageId();
  const rest = { attachmentIds: [], replyToId: null, mentions: [], afterwards: "stay" } as const;
  const body = { ...rest, id, kind: "reply", text: `Hello ${id}` } as unknown as SendMessageBody;
  await sendMessage(world.ctx(world.kai), row.id as ConversationId, body, "Kai");
  return id;
}

/** Their sends are on their way. */
export async function claimAll(world: World, ids: readonly MessageId[]): Promise<Claim[]> {
  const claims = await claimSends(world.database, [], 500);
  return ids.map((id) => {
    const claim = claims.find((one) => one.message_id === id);
    if (claim === undefined) throw new Error("not claimed");
    return claim;
  });
}

export async function claimNew(world: World, count: number): Promise<Claim[]> {
  const ids: MessageId[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await answerSomebody(world));
  return await claimAll(world, ids);
}

/** What became of them: `sent` and no longer in the outbox, or where they stand there. */
export async function statesOf(world: World, claims: readonly Claim[]): Promise<string[]> {
  const rows = await world.database.system
    .selectFrom("messages as m")
    .leftJoin("outbox as o", "o.message_id", "m.id")
    .select(["m.id", "m.delivery_state", "o.state"])
    .where(
      "m.id",
      "in",
      claims.map((claim) => claim.message_id),
    )
    .execute();
  const told = new Map<string, string>(
    rows.map((row) => [row.id, `${row.delivery_state}${row.state === null ? "" : `, ${row.state}`}`]),
  );
  return claims.map((claim) => told.get(claim.message_id) ?? "gone");
}
