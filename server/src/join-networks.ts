import type { ChannelId, OrganizationId } from "@guichet/contract";
import { createWritingTeller } from "./connectors/index.ts";
import type { Parts } from "./parts.ts";
import type { TypingNews } from "./realtime/index.ts";

/** What an agent's screen says of typing, on its way to the contact's network. */
export function joinNetworks(
  parts: Pick<Parts, "connectorCtx" | "connectors" | "channels">,
): (news: TypingNews) => void {
  const tell = createWritingTeller({
    ...parts.connectorCtx,
    connectors: parts.connectors,
    channel: (organizationId, channelId) => parts.channels.channel(organizationId, channelId),
  });
  return ({ organizationId, channelId, conversationId, on }) =>
    void tell({
      ...{ conversationId, on },
      organizationId: organizationId as OrganizationId,
      channelId: channelId as ChannelId,
    });
}
