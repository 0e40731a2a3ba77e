import { MOST_KNOWLEDGE_ITEMS, Refusal } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { countLiveItems } from "./items.sql.ts";

/** Called in the transaction that adds items, under the lock of settings. */
export async function checkRoom(ctx: Pick<Ctx, "db" | "organizationId">): Promise<void> {
  const count = await countLiveItems(ctx.db, ctx.organizationId);
  if (count > MOST_KNOWLEDGE_ITEMS) throw new Refusal("limit_reached", { details: { max: MOST_KNOWLEDGE_ITEMS } });
}
