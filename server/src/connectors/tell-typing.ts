import type { ConversationId, IdentityId, TeamId, UserId } from "@guichet/contract";
import type { Database } from "../db/index.ts";
import type { EventBus } from "../events/index.ts";
import type { ChannelForConnector } from "./connector.ts";

/** A contact types on a platform that tells: the open conversation hears of it. Never stored, lost without harm. */
export async function tellTyping(
  deps: { readonly database: Database; readonly bus: EventBus },
  channel: ChannelForConnector,
  partyExternalId: string,
  on: boolean,
): Promise<void> {
  const organizationId = channel.organizationId as Parameters<Database["of"]>[0];
  const found = await deps.database.withClient(organizationId, (client) =>
    client.query<{ id: ConversationId; identity_id: IdentityId; team_id: TeamId | null; assignee_id: UserId | null }>(
      `select c.id, c.identity_id, c.team_id, c.assignee_id from identities i join conversations c on c.organization_id = i.organization_id and c.identity_id = i.id
       where i.organization_id = $1 and i.channel_id = $2 and i.external_id = $3 and c.status in ('new', 'pending') limit 1`,
      [organizationId, channel.id, partyExternalId],
    ),
  );
  const open = found.rows[0];
  if (open === undefined) return;
  deps.bus.publish(
    "guichet_typing",
    JSON.stringify({
      organizationId,
      channelId: channel.id,
      conversationId: open.id,
      identityId: open.identity_id,
      teamId: open.team_id,
      assigneeId: open.assignee_id,
      who: "contact",
      userId: null,
      on,
    }),
  );
}
