import type { Platform } from "@guichet/contract";
import type { SecretBox } from "../lib/secret-box.ts";
import type { ViewerDeps } from "../organizations/index.ts";
import type { ChannelForConnector } from "./channel-for-connector.ts";

/** What the channel as a record needs of a platform's connector. `app.ts` hands the connectors in. */
export type ChannelConnector = {
  /** Throws a zod error with field paths. */
  parseSettings(input: unknown): unknown;
  splitSecrets(settings: unknown): { settings: unknown; secrets: Record<string, string> };
  makeSecrets?(): { endpoint: Record<string, string>; shown: Record<string, string> };
  externalId(settings: unknown, channelId: string): string;
  address(settings: unknown, publicUrl: string): string;
};

export type ChannelHealth = {
  readonly state: "ok" | "degraded" | "needs_reconnection";
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail?: string }[];
};

export type ChannelDeps = ViewerDeps & {
  readonly publicUrl: string;
  readonly secretBox: SecretBox;
  readonly connectors: ReadonlyMap<Platform, ChannelConnector>;
  /** Do others post to this platform's webhook address? Then the editor shows it. */
  readonly hasWebhook: (platform: Platform) => boolean;
  /** Asks the connector how the channel is. */
  readonly checkHealth: (channel: ChannelForConnector) => Promise<ChannelHealth>;
};
