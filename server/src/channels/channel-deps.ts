import type { Platform } from "@guichet/contract";
import type { SecretBox } from "../lib/secret-box.ts";
import type { ViewerDeps } from "../organizations/index.ts";
import type { ChannelForConnector } from "./channel-for-connector.ts";
import type { ListTemplates } from "./templates/listing.ts";

/** What the channel as a record needs of a platform's connector. `app.ts` hands the connectors in. */
export type ChannelConnector = {
  /** Throws a zod error with field paths. */
  parseSettings(input: unknown): unknown;
  splitSecrets(settings: unknown): {
    settings: unknown;
    secrets: Record<string, string>;
    endpoint?: Record<string, string>;
  };
  makeSecrets?(): { endpoint: Record<string, string>; shown: Record<string, string> };
  externalId(settings: unknown, channelId: string): string;
  address(settings: unknown, publicUrl: string): string;
  /** Channels with the same key have one endpoint. */
  endpointKey?(settings: unknown): string | undefined;
  /** There when the platform has to be told of our address and secrets. */
  connect?: unknown;
};

export type ChannelHealth = {
  readonly state: "ok" | "degraded" | "needs_reconnection";
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail?: string }[];
};

/** What is said to a platform about an account; see the connectors' hooks of the same names. Undefined: nothing to say. */
export type ChannelAccounts = {
  identify(
    platform: Platform,
    settings: unknown,
    before: ChannelForConnector | undefined,
  ): Promise<
    | { readonly ok: true; readonly settings: unknown }
    | {
        readonly ok: false;
        readonly code: "account_refused" | "account_not_found" | "account_unreachable" | "account_secret_needed";
        readonly path: string;
      }
    | undefined
  >;
  connect(channel: ChannelForConnector): Promise<ChannelHealth | undefined>;
  listTemplates: ListTemplates;
  /** `left`: the channels that its endpoint still serves. */
  disconnect(channel: ChannelForConnector, left: readonly ChannelForConnector[]): Promise<void>;
};

export type ChannelDeps = ViewerDeps & {
  readonly publicUrl: string;
  readonly secretBox: SecretBox;
  readonly connectors: ReadonlyMap<Platform, ChannelConnector>;
  /** Asks the connector how the channel is. */
  readonly checkHealth: (channel: ChannelForConnector) => Promise<ChannelHealth>;
  readonly accounts: ChannelAccounts;
};
