import type { ChannelId, MessageTemplate } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

/** Every template of a channel, in the order they were given. */
export async function listTemplateRows(
  { db, organizationId }: Scope,
  channelId: ChannelId,
): Promise<MessageTemplate[]> {
  return await db
    .selectFrom("message_templates")
    .select(["name", "language", "category", "status", "body", "prefill"])
    .where("organization_id", "=", organizationId)
    .where("channel_id", "=", channelId)
    .orderBy("position")
    .execute();
}

export async function replaceTemplateRows(
  { db, organizationId }: Scope,
  channelId: ChannelId,
  templates: readonly MessageTemplate[],
): Promise<void> {
  await db
    .deleteFrom("message_templates")
    .where("organization_id", "=", organizationId)
    .where("channel_id", "=", channelId)
    .execute();
  if (templates.length === 0) return;
  const place = { organization_id: organizationId, channel_id: channelId };
  await db
    .insertInto("message_templates")
    .values(
      templates.map((template, position) => ({
        ...place,
        ...template,
        prefill: JSON.stringify(template.prefill),
        position,
      })),
    )
    .execute();
}
