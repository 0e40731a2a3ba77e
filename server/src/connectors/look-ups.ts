import type { Moderation } from "@guichet/contract";
import type {
  ChannelForConnector,
  ConnectorContext,
  InboundItem,
  InboundParty,
  Media,
  SendError,
} from "./connector.ts";

type Refused = { readonly ok: false; readonly error: SendError };
type Post = NonNullable<Extract<InboundItem, { type: "message" }>["post"]>;

/** What a network tells of a person who wrote; empty: nothing. */
export type LookedUpProfile =
  | { readonly ok: true; readonly profile: Pick<InboundParty, "displayName" | "handle" | "attributes" | "photo"> }
  | Refused;
/** What a network tells of the post that comments stand under. */
export type LookedUpPost = { readonly ok: true; readonly post: Post } | Refused;

/** As a delivery of the platform's would say it. */
export type LookedUpContent = { readonly ok: true; readonly body: Uint8Array } | Refused;

/** For platforms that name things and do not tell them, and for those where a brand tends what others wrote. */
export type LookUps<Settings> = {
  /**
   * Asked once a person nobody has named has written, and every two weeks in which they write again: pictures change. What fails
   * for good leaves them without a name.
   */
  fetchProfile?(
    externalId: string,
    channel: ChannelForConnector<Settings>,
    ctx: ConnectorContext,
  ): Promise<LookedUpProfile>;
  /** A picture that `InboundParty.photo` names by something else than an address. Its bytes are judged outside. */
  fetchPhoto?(ref: string, channel: ChannelForConnector<Settings>, ctx: ConnectorContext): Promise<Media>;
  /**
   * What belongs to the very words and is named by id alone (who of a group wrote), asked for before they are taken in. It has a
   * moment (`ctx.signal`): what could not be found out in it leaves the items as they are. Never throws for what was answered.
   */
  complete?(
    items: readonly InboundItem[],
    channel: ChannelForConnector<Settings>,
    ctx: ConnectorContext,
  ): Promise<readonly InboundItem[]>;
  /** Asked once the first message of a conversation under it is there. */
  fetchPost?(postId: string, channel: ChannelForConnector<Settings>, ctx: ConnectorContext): Promise<LookedUpPost>;
  /**
   * What a notice names by id alone, by the key of its item; or what stands in a public conversation that somebody opens, by its
   * external id, where the platform does not tell what becomes of it (`rereads`). The answer is parsed as a delivery.
   */
  fetchContent?(key: string, channel: ChannelForConnector<Settings>, ctx: ConnectorContext): Promise<LookedUpContent>;
  /** Does something to what stands in public. Must be harmless when done twice. */
  moderate?(
    externalId: string,
    moderation: Moderation,
    channel: ChannelForConnector<Settings>,
    ctx: ConnectorContext,
  ): Promise<{ readonly ok: true } | Refused>;
};
