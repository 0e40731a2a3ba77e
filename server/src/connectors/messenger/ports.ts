import type { IncomingMessage } from "node:http";
import type {
  ChannelId,
  ConversationId,
  DeliveryId,
  EndpointId,
  Locale,
  OrganizationId,
  TeamId,
  UserId,
} from "@guichet/contract";
import type { Database } from "../../db/index.ts";
import type { FileStore } from "../../files/index.ts";
import type { Log } from "../../lib/log.ts";

/** A channel as its public door needs it; whatever its settings are, they are parsed here. */
export type FoundChannel = {
  readonly id: ChannelId;
  readonly organizationId: OrganizationId;
  readonly endpointId: EndpointId;
  readonly platform: string;
  readonly name: string;
  readonly state: "connected" | "needs_reconnection" | "paused";
  readonly settings: unknown;
  readonly endpointSecrets: Readonly<Record<string, readonly string[]>>;
};

/** Looks in all organizations: who calls knows nothing but the channel's id. Undefined: none, or deleted. */
export type FindChannel = (id: ChannelId) => Promise<FoundChannel | undefined>;

/**
 * Resolves when the raw delivery is durable (I1). `key` is unique in the endpoint: a repeat stores nothing (`stored` false)
 * and is a quiet no-op.
 */
export type AcceptVisitorDelivery = (delivery: {
  readonly organizationId: OrganizationId;
  readonly endpointId: EndpointId;
  readonly platform: "messenger";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly key?: string;
  readonly receivedAt: number;
}) => Promise<{ readonly id: DeliveryId; readonly stored: boolean }>;

/** The contact types, or stopped; never stored. */
export type TellVisitorTyping = (typing: {
  readonly organizationId: OrganizationId;
  readonly channelId: ChannelId;
  readonly conversationId: ConversationId;
  /** Whose it is: who sees it hangs on that. */
  readonly teamId: TeamId | null;
  readonly assigneeId: UserId | null;
  readonly on: boolean;
}) => void;

export type DemoPage = (options: {
  readonly channelId: ChannelId;
  /** Where Guichet is reached; "": where the page itself comes from. */
  readonly host: string;
  /** For the page's own scripts and styles: its policy allows no others. */
  readonly nonce: string;
  readonly locale: Locale;
}) => string;

export type MessengerDeps = {
  readonly database: Database;
  readonly files: FileStore;
  readonly log: Log;
  readonly now: () => Date;
  readonly publicUrl: string;
  readonly findChannel: FindChannel;
  readonly accept: AcceptVisitorDelivery;
  readonly visitorTyping: TellVisitorTyping;
  /** Where the built widget lies, `widget/dist/widget.js`. */
  readonly widgetScript: string;
  readonly renderDemoPage?: DemoPage;
  /** The address of who opens a socket, behind the configured proxies alone (S42); absent: the connection's own. */
  readonly addressOf?: (request: IncomingMessage) => string;
};

/** How often one address may have something looked up for it; throws `too_many_requests`. */
export type DoorLimit = { take(rate: "door", address: string): void };
