import type { ChannelForConnector, ConnectorContext, OutboundMessage, SendError } from "../connector.ts";

/** Somebody of the brand has begun to answer a contact in private, goes on with it, or has stopped. */
export type Writing = Pick<OutboundMessage, "to" | "lastInbound" | "threadKey"> & {
  readonly on: boolean;
  /** It is shown already: what is told once, that the contact has been read, is not told again. */
  readonly again: boolean;
};

/** For platforms that show a contact that somebody answers. Lost without harm, and harmless when done twice. */
export type WritingSign<Settings> = {
  /** For how long the platform shows it by itself, in milliseconds; for longer it is asked again. */
  readonly lastsMs: number;
  /** It can be taken away before that; where it cannot, nobody is told that somebody has stopped. */
  readonly ends: boolean;
  /** Undefined: shown, or there was nothing to show. Never throws for something the platform said. */
  show(writing: Writing, channel: ChannelForConnector<Settings>, ctx: ConnectorContext): Promise<SendError | undefined>;
};
