import { type ChannelId, Refusal } from "@guichet/contract";
import { appendEvents } from "../events/index.ts";
import { type AuditedCtx, appendSettingsChange, inAuditedTransaction, lockSettings } from "../organizations/index.ts";
import type { ChannelDeps } from "./channel-deps.ts";
import { writeEndpointSecrets } from "./channels.sql.ts";
import { getChannelRow } from "./list-channels.ts";
import { sealEndpointSecrets } from "./sealed-secrets.ts";
import { getConnector } from "./settings-of-channel.ts";

/**
 * New secrets for the other side, shown once. The former ones are accepted for 24 hours more, so that nothing is lost
 * while they are exchanged; a platform that is told of them by us shows none. Secrets that nobody else knows are not
 * exchanged: `not_found`.
 */
export async function rotateSecrets(
  ctx: AuditedCtx,
  deps: Pick<ChannelDeps, "connectors" | "secretBox">,
  id: ChannelId,
): Promise<Readonly<Record<string, string>>> {
  return await inAuditedTransaction(ctx, async (inside) => {
    const { db, organizationId } = inside;
    await lockSettings(db, organizationId);
    const row = await getChannelRow(inside, id);
    const connector = getConnector(deps.connectors, row.platform);
    const made = connector.makeSecrets?.();
    const isExchanged = Object.keys(made?.shown ?? {}).length > 0 || connector.connect !== undefined;
    if (made === undefined || !isExchanged) throw new Refusal("not_found");
    const { endpoint_id: endpointId, endpoint_secrets: former } = row;
    const sealed = sealEndpointSecrets(deps.secretBox, endpointId, made.endpoint, former, ctx.now());
    await writeEndpointSecrets(db, organizationId, endpointId, sealed);
    await appendSettingsChange(inside, { action: "channel.secrets_rotated", subject: row.name });
    await appendEvents(inside, [{ type: "channel.changed", data: { channelId: id, change: "edited" } }]);
    return made.shown;
  });
}
