import { type ChannelId, Refusal } from "@guichet/contract";
import { appendEvents } from "../events/index.ts";
import { type AuditedCtx, appendSettingsChange, inAuditedTransaction, lockSettings } from "../organizations/index.ts";
import { listChannelRows, updateChannel, writeEndpointSecrets } from "./channels.sql.ts";
import { getChannelRow } from "./list-channels.ts";

/**
 * The channel is gone from every list and nobody reaches it; its history stays. Its name has to be typed. Its secrets are
 * forgotten, so its webhook address refuses everything, unless other channels of its app are delivered there. Open conversations are resolved by who hears of it (21.2).
 */
export async function deleteChannel(ctx: AuditedCtx, id: ChannelId, typedName: string): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    const { db, organizationId } = inside;
    await lockSettings(db, organizationId);
    const row = await getChannelRow(inside, id);
    if (typedName.trim() !== row.name.trim())
      throw new Refusal("invalid_input", { fields: [{ path: "name", problem: "not the name of the channel" }] });
    await updateChannel(db, organizationId, id, { deleted_at: inside.now(), secrets: "{}" });
    const left = await listChannelRows(db, organizationId, row.endpoint_id);
    if (left.length === 0) await writeEndpointSecrets(db, organizationId, row.endpoint_id, {});
    await appendSettingsChange(inside, { action: "channel.deleted", subject: row.name });
    await appendEvents(inside, [{ type: "channel.changed", data: { channelId: id, change: "deleted" } }]);
  });
}
