import type { ChannelId, EndpointId, OrganizationId } from "@guichet/contract";
import type { VisitorFacts } from "./visitor-facts.ts";

/** Who calls, proved by a token of this channel. */
export type Visitor = {
  readonly organizationId: OrganizationId;
  readonly channelId: ChannelId;
  readonly endpointId: EndpointId;
  readonly externalId: string;
  /** The site's own id of its user; null: anonymous. */
  readonly userId: string | null;
  readonly facts: VisitorFacts;
  readonly tokenHash: string;
};
