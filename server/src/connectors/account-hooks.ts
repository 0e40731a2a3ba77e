import type { MessageTemplate } from "@guichet/contract";
import type { ChannelForConnector, ConnectorContext, Health, RawDelivery, SendError } from "./connector.ts";

/** While nothing is stored yet there is no channel, and no values of it. */
export type IdentifyContext = Pick<ConnectorContext, "outbound" | "signal" | "now">;

export type Identified<Settings> =
  /** With what the platform told of the account in them. */
  | { readonly ok: true; readonly settings: Settings }
  | {
      readonly ok: false;
      readonly code: "account_refused" | "account_not_found" | "account_unreachable" | "account_secret_needed";
      /** The field of the settings that it is about, e.g. `token`. */
      readonly path: string;
    };

export type ListedTemplates =
  | { readonly ok: true; readonly templates: readonly Omit<MessageTemplate, "prefill">[] }
  | { readonly ok: false; readonly error: SendError };

/** For platforms where the account has to be asked about, or told of us. Every call may come twice. */
export type AccountHooks<Settings> = {
  /**
   * Whose credentials are these? Asked before anything is stored. `before`: the channel as it is, when its settings change;
   * its secrets may be used for what the form did not bring again, but never shown to an address they were not given for.
   */
  identify?(
    settings: Settings,
    before: ChannelForConnector<Settings> | undefined,
    ctx: IdentifyContext,
  ): Promise<Identified<Settings>>;
  /** Tells the platform where to deliver, after the channel was stored, changed or given new secrets. */
  connect?(channel: ChannelForConnector<Settings>, ctx: ConnectorContext): Promise<Health>;
  /**
   * The channel is deleted: the platform shall deliver no more. What it answers changes nothing. `left`: the channels that
   * its endpoint still serves, which must go on.
   */
  disconnect?(
    channel: ChannelForConnector<Settings>,
    ctx: ConnectorContext,
    left: readonly ChannelForConnector<Settings>[],
  ): Promise<void>;
  /** Every template of the account, where the platform lists them (W95). */
  listTemplates?(channel: ChannelForConnector<Settings>, ctx: ConnectorContext): Promise<ListedTemplates>;
  /** What the platform waits for beyond our 200, once a delivery is stored (a button that spins). Lost without harm. */
  acknowledge?(delivery: RawDelivery, channel: ChannelForConnector<Settings>, ctx: ConnectorContext): Promise<void>;
};
