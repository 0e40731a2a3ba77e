import { type ConversationId, type ConversationRow, Refusal, type setStatusBody } from "@guichet/contract";
import type { z } from "zod";
import { type Ctx, inTransaction } from "../db/index.ts";
import { failpoint } from "../lib/failpoint.ts";
import { changeStatus, type WithStatus } from "./change-status.ts";
import type { Conversation } from "./conversation.ts";
import { checkResolvable } from "./resolving/check-resolvable.ts";
import { actorId, takeUnheld } from "./take-unheld.ts";
import { toBoomerang } from "./time/boomerang.ts";
import { writeBoomerang } from "./time/set-boomerang.ts";
import { viewRow } from "./view-row.ts";

const TRIGGER = { new: "set_new", pending: "set_pending", resolved: "set_resolved" } as const;

/**
 * W57: Pending, Resolved or back to New by hand; Pending and Resolved may come with a boomerang (W62), which replaces the one
 * there is. Somebody else's lock must be stolen first (decision 4).
 */
export async function setStatus(
  ctx: Ctx,
  id: ConversationId,
  wish: z.output<typeof setStatusBody>,
): Promise<ConversationRow> {
  await inTransaction(ctx, async (trx) => {
    const conversation = await takeUnheld(trx, id);
    const given = await prepare(trx, conversation, wish);
    const changed = await changeStatus(trx, conversation, TRIGGER[wish.status], given);
    if (changed === conversation && given.boomerang !== undefined)
      await writeBoomerang(trx, conversation, given.boomerang, "by_hand");
    await failpoint("status.before_commit");
  });
  await failpoint("status.after_commit");
  return await viewRow(ctx, id);
}

async function prepare(
  ctx: Ctx,
  conversation: Conversation,
  wish: z.output<typeof setStatusBody>,
): Promise<WithStatus> {
  if (wish.boomerang !== undefined && wish.status === "new")
    throw new Refusal("invalid_input", { fields: [{ path: "boomerang", problem: "not in New" }] });
  const resolves = wish.status === "resolved" && conversation.status !== "resolved";
  return {
    ...(resolves ? { resolution: await checkResolvable(ctx, conversation, wish.resolution) } : {}),
    ...(wish.boomerang === undefined ? {} : { boomerang: toBoomerang(wish.boomerang, actorId(ctx), ctx.now()) }),
  };
}
