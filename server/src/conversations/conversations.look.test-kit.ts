import { type ConversationId, Refusal } from "@guichet/contract";
import type { Conversation } from "./conversation.ts";
import type { World } from "./conversations.test-kit.ts";

/** A contact's conversations, the oldest first. */
export async function conversationsOf(world: World, from: string): Promise<Conversation[]> {
  return await world.database.system
    .selectFrom("conversations as c")
    .innerJoin("identities as i", "i.id", "c.identity_id")
    .selectAll("c")
    .where("i.external_id", "=", from)
    .orderBy("c.created_at")
    .orderBy("c.id")
    .execute();
}

/** The newest of them. */
export async function conversationOf(world: World, from: string): Promise<ConversationId> {
  const newest = (await conversationsOf(world, from)).at(-1);
  if (newest === undefined) throw new Error(`${from} has no conversation`);
  return newest.id;
}

/** The code of a refusal, or "done". */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => "done",
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );
}
