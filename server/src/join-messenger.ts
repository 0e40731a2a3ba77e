import type { ConversationId, OrganizationId } from "@guichet/contract";
import type { Messenger } from "./connectors/index.ts";
import type { Parts } from "./parts.ts";
import { readTyping } from "./realtime/index.ts";

/** Typing and read marks on their way to the visitors of this process. */
export function joinMessenger(parts: Pick<Parts, "bus">, messenger: Messenger): void {
  parts.bus.subscribe("guichet_typing", (payload) => {
    const typing = readTyping(payload);
    if (typing?.who !== "agent") return;
    const organizationId = typing.organizationId as OrganizationId;
    void messenger.hub
      .agentTyping({ organizationId, conversationId: typing.conversationId, name: typing.name, on: typing.on })
      .catch(() => undefined);
  });
  parts.bus.subscribe("guichet_read", (payload) => {
    const [organizationId, conversationId] = payload.split(" ");
    messenger.hub.agentRead({
      organizationId: organizationId as OrganizationId,
      conversationId: conversationId as ConversationId,
    });
  });
}
