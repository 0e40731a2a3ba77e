import type { ChannelId, EndpointId, OrganizationId, Platform } from "@guichet/contract";

/** name → values, newest first: several during a rotation. */
export type EndpointSecrets = Readonly<Record<string, readonly string[]>>;

/** What a webhook's address leads to: the credentials its signature is checked with. */
export type FoundEndpoint = {
  readonly organizationId: OrganizationId;
  readonly id: EndpointId;
  readonly platform: Platform;
  readonly secrets: EndpointSecrets;
};

export type ChannelState = "connected" | "needs_reconnection" | "paused";

/** A channel with its secrets opened, as a connector works with it. Never leaves the server. */
export type ChannelForConnector = {
  readonly id: ChannelId;
  readonly organizationId: OrganizationId;
  readonly endpointId: EndpointId;
  readonly platform: Platform;
  readonly externalId: string;
  readonly name: string;
  readonly state: ChannelState;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly endpointSecrets: EndpointSecrets;
};
