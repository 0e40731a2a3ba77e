import { type ChannelView, PLATFORMS } from "@guichet/contract";
import type { ChannelGrants } from "../users/index.ts";
import type { ChannelDeps } from "./channel-deps.ts";
import type { ChannelRow } from "./channels.sql.ts";
import { webhookUrl } from "./webhook-url.ts";

/** As Settings shows a channel. Settings carry no secrets: they were taken out before they were stored. */
export function toChannelView(
  deps: Pick<ChannelDeps, "connectors" | "publicUrl">,
  row: ChannelRow,
  grants: ChannelGrants | undefined,
): ChannelView {
  return {
    id: row.id,
    platform: row.platform,
    name: row.name,
    address: deps.connectors.get(row.platform)?.address(row.settings, deps.publicUrl) ?? "",
    state: row.state,
    stateReason: row.state_reason,
    silent: row.silent,
    autoAssign: row.auto_assign,
    grantToAll: row.grant_to_all,
    topicRequired: row.topic_required,
    shortCode: row.short_code,
    autoResolve: row.auto_resolve,
    reasonAsked: row.reason_asked,
    users: grants?.users ?? [],
    teamIds: grants?.teamIds ?? [],
    settings: row.settings,
    webhookUrl:
      PLATFORMS[row.platform].toldByHand === true ? webhookUrl(deps.publicUrl, row.platform, row.endpoint_id) : null,
    lastInboundAt: row.last_inbound_at?.toISOString() ?? null,
    lastOutboundAt: row.last_outbound_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}
