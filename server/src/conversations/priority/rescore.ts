import type { ContactId, ConversationId } from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { factsOf } from "../conversation.ts";
import { listOpenAfter, type OpenPlace, type Rescored, rescore, type Which } from "./rescore.sql.ts";

/** The priority of one conversation afresh, unless it is resolved. Twice is once. */
export async function rescoreConversation(ctx: Ctx, id: ConversationId): Promise<void> {
  await write(ctx, { ids: [id] });
}

/** Of everything open of a contact. */
export async function rescoreContact(ctx: Ctx, contactId: ContactId): Promise<void> {
  await write(ctx, { contactId });
}

/** Of the next `limit` open ones behind a place. `last`: the place to go on from; undefined when there are no more. */
export async function rescoreNext(
  ctx: Ctx,
  after: OpenPlace | undefined,
  limit: number,
): Promise<{ last: OpenPlace | undefined; changed: number }> {
  const found = await listOpenAfter(ctx, after, limit);
  const changed = found.length === 0 ? 0 : await write(ctx, { ids: found.map(({ id }) => id) });
  return { last: found.length === limit ? found.at(-1) : undefined, changed };
}

async function write(ctx: Ctx, which: Which): Promise<number> {
  return await inTransaction(ctx, async (trx) => {
    const changed = await rescore(trx, which);
    await appendEvents(
      trx,
      changed.map((conversation: Rescored) => ({
        type: "conversation.prioritized" as const,
        data: { ...factsOf(conversation), priority: conversation.priority, before: conversation.before },
      })),
    );
    return changed.length;
  });
}
