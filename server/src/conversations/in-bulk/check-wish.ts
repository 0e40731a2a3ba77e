import { type BulkWish, Refusal } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { checkIds } from "../../users/index.ts";
import { holdLabels } from "../labels/labels.sql.ts";
import { findReason, isReasonAskedInBulk } from "../resolving/resolving.sql.ts";
import { actorId } from "../take-unheld.ts";
import { toBoomerang } from "../time/boomerang.ts";
import type { BulkDeed } from "./bulk-deed.ts";

/**
 * Is what is wished sound, before anything begins? Refuses with `resolve_incomplete` where bulk resolve asks for a reason (W50),
 * and what names a topic, tag, person or reason that is not there, is foreign or cannot be chosen any more, or a moment that is
 * past or more than a year ahead (5.4).
 */
export async function checkWish(ctx: Ctx, wish: BulkWish): Promise<BulkDeed> {
  switch (wish.type) {
    case "resolve":
      if (wish.topicId !== null) await holdLabels(ctx, "topic", [wish.topicId]);
      return { type: "resolve", topicId: wish.topicId, resolution: await checkReason(ctx, wish) };
    case "assign":
      if (wish.userId !== null) await checkIds(ctx, "users", [wish.userId], "wish.userId");
      return wish;
    case "team":
      if (wish.teamId !== null) await checkIds(ctx, "teams", [wish.teamId], "wish.teamId");
      return wish;
    case "topics":
      if (wish.add.length + wish.remove.length === 0)
        throw new Refusal("invalid_input", { fields: [{ path: "wish.add", problem: "nothing to change" }] });
      await holdLabels(ctx, "topic", wish.add);
      return wish;
    case "tags":
      if (wish.add.length + wish.remove.length === 0)
        throw new Refusal("invalid_input", { fields: [{ path: "wish.add", problem: "nothing to change" }] });
      await holdLabels(ctx, "tag", wish.add);
      return wish;
    case "boomerang": {
      // One moment for all of them, however long it takes until each one's turn.
      const { at, note } = toBoomerang(wish.when, actorId(ctx), ctx.now());
      return { type: "boomerang", at: at.toISOString(), note };
    }
    case "cancelBoomerang":
    case "pending":
    case "new":
      return wish;
  }
}

async function checkReason(ctx: Ctx, { resolution }: Extract<BulkWish, { type: "resolve" }>) {
  const given = resolution ?? { reasonId: null, comment: "" };
  if (given.reasonId === null) {
    if (await isReasonAskedInBulk(ctx)) throw new Refusal("resolve_incomplete", { details: { missing: "reason" } });
    return { ...given, reason: null };
  }
  const reason = await findReason(ctx, given.reasonId);
  if (reason?.active !== true)
    throw new Refusal("invalid_input", { fields: [{ path: "wish.resolution.reasonId", problem: "not to be chosen" }] });
  return { ...given, reason: reason.name };
}
