import type { ChannelId, MessageTemplate } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

/** Every template of a channel, in the order they were given. */
export async function listTemplateRows(
  { db, organizationId }: Scope,
  channelId: ChannelId,
): Promise<MessageTemplate[]> {
  const rows = await db
    .selectFrom("message_templates")
    .select(["name", "language", "category", "status", "body", "prefill", "shape"])
    .where("organization_id", "=", organizationId)
    .where("channel_id", "=", channelId)
    .orderBy("position")
    .execute();
  return rows.map(({ shape, ...row }) => (shape === null ? row : { ...row, shape }));
}

/** Two lists that come at once are taken one after the other. */
export async function lockTemplates({ db, organizationId }: Scope, channelId: ChannelId): Promise<void> {
  await db
    .selectFrom("channels")
    .select("id")
    .where("organization_id", "=", organizationId)
    .where("id", "=", channelId)
    .forNoKeyUpdate()
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
        shape: template.shape === undefined ? null : JSON.stringify(template.shape),
        position,
      })),
    )
    .execute();
}
