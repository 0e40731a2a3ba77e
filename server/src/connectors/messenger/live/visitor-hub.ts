import type { IncomingMessage } from "node:http";
import type { ConversationId, LoggedEvent, OrganizationId } from "@guichet/contract";
import type { ChannelDoor } from "../channel-door.ts";
import type { MessengerDeps } from "../ports.ts";
import { findIdentityOf } from "../thread/thread.sql.ts";
import { closeChangedChannels } from "./close-changed-channels.ts";
import { createLineRegistry } from "./line-registry.ts";
import { createNewsPusher } from "./push-news.ts";
import { createUpgrade } from "./upgrade.ts";
import { welcomeVisitor } from "./welcome-visitor.ts";

const beatMs = 30_000;
/** Tabs and devices of one visitor. */
const mostLinesPerVisitor = 20;

/** An agent types in this conversation; said again every few seconds, never stored. */
export type AgentTyping = {
  readonly organizationId: OrganizationId;
  readonly conversationId: ConversationId;
  readonly name: string;
  readonly on: boolean;
};
export type VisitorHub = ReturnType<typeof createVisitorHub>;

/** The visitors' open lines in this process: news out, typing and read marks in. */
export function createVisitorHub(deps: MessengerDeps, door: ChannelDoor) {
  const registry = createLineRegistry();
  const news = createNewsPusher({ ...deps, registry });
  const gate = {
    ...{ ...deps, door, addressOf: deps.addressOf ?? remoteAddress },
    hasRoom: (visitor: Parameters<typeof registry.count>[0]) => registry.count(visitor) < mostLinesPerVisitor,
  };
  const heart = setInterval(() => {
    for (const line of registry.all()) line.beat();
  }, beatMs).unref();

  return {
    /** For `server.on("upgrade")`: false when the address is not the messenger's. */
    handleUpgrade: createUpgrade(gate, (socket, admitted) => welcomeVisitor({ ...deps, registry }, socket, admitted)),

    /** Every batch of the event feed. Quick: reading and sending happen afterwards. */
    onEvents(events: readonly LoggedEvent[]): void {
      for (const event of events) {
        if (event.type === "channel.changed") closeChangedChannels({ door, registry }, event.data);
        news.take(event);
      }
    },

    async agentTyping({ organizationId, conversationId, name, on }: AgentTyping): Promise<void> {
      if (registry.isEmpty()) return;
      const identity = await findIdentityOf({ db: deps.database.of(organizationId), organizationId }, conversationId);
      if (identity === undefined) return;
      for (const line of registry.ofIdentity(identity)) void line.send({ type: "typing", on, name });
    },

    /** An agent's read mark of this conversation moved. */
    agentRead(read: Pick<AgentTyping, "organizationId" | "conversationId">): void {
      news.takeRead(read.organizationId, read.conversationId);
    },

    /** How many lines are open, for `/metrics`. */
    lineCount: () => registry.all().length,

    /** Closes every line; the visitors' browsers try again elsewhere. */
    async close(): Promise<void> {
      clearInterval(heart);
      for (const line of registry.all()) line.close(1012);
      await news.idle();
    },
  };
}

function remoteAddress(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? "";
}
