import { PLATFORMS, type Platform, Refusal } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import type { Conversation } from "../conversation.ts";

type Place = Pick<Conversation, "identity_id" | "visibility">;

/** Refuses to write to a contact who has said STOP (W158) or has blocked the account, where the platform tells it. */
export async function checkOptedOut(ctx: Ctx, platform: Platform, place: Place): Promise<void> {
  const since = await optedOutSince(ctx, platform, place);
  if (since !== null) throw new Refusal("contact_opted_out", { details: { since: since.toISOString() } });
}

/** Null: the contact has not. What everybody reads is no matter. */
export async function optedOutSince(
  ctx: Ctx,
  platform: Platform,
  { identity_id, visibility }: Place,
): Promise<Date | null> {
  if (visibility === "public" || PLATFORMS[platform].optOut === undefined) return null;
  const found = await ctx.db
    .selectFrom("identities")
    .select("opted_out_at")
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", identity_id)
    .executeTakeFirst();
  return found?.opted_out_at ?? null;
}
