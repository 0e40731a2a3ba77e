import type { ChannelId, TemplateUse } from "@guichet/contract";
import type { Ctx, Row } from "../../db/index.ts";

type Approved = Pick<Row<"message_templates">, "name" | "language" | "category" | "body" | "prefill" | "shape">;

const COLUMNS = ["name", "language", "category", "body", "prefill", "shape"] as const;

export async function listApproved(ctx: Ctx, channelId: ChannelId): Promise<Approved[]> {
  return await approvedOf(ctx, channelId).orderBy("position").execute();
}

/** Undefined: it is paused, or not there any more. */
export async function findApproved(
  ctx: Ctx,
  channelId: ChannelId,
  { name, language }: Pick<TemplateUse, "name" | "language">,
): Promise<Approved | undefined> {
  return await approvedOf(ctx, channelId).where("name", "=", name).where("language", "=", language).executeTakeFirst();
}

function approvedOf(ctx: Ctx, channelId: ChannelId) {
  return ctx.db
    .selectFrom("message_templates")
    .select(COLUMNS)
    .where("organization_id", "=", ctx.organizationId)
    .where("channel_id", "=", channelId)
    .where("status", "=", "approved");
}
