import { type Platform, Refusal } from "@guichet/contract";
import { z } from "zod";
import type { ChannelConnector } from "./channel-deps.ts";

export type ReadSettings = {
  readonly settings: Readonly<Record<string, unknown>>;
  /** Taken out of the settings; only those that were given. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Those that deliveries are verified with. */
  readonly endpointSecrets: Readonly<Record<string, string>>;
};

/** The connector of a platform; refuses one that this installation does not have. */
export function getConnector(
  connectors: ReadonlyMap<Platform, ChannelConnector>,
  platform: Platform,
): ChannelConnector {
  const connector = connectors.get(platform);
  if (connector === undefined)
    throw new Refusal("invalid_input", { fields: [{ path: "platform", problem: "not offered here" }] });
  return connector;
}

/** Has the connector check what the form sent, and takes the secrets out. Problems carry the path in the form. */
export function readSettings(connector: ChannelConnector, input: unknown): ReadSettings {
  const { settings, secrets, endpoint = {} } = connector.splitSecrets(parseSettings(connector, input));
  return { settings: z.record(z.string(), z.unknown()).parse(settings), secrets, endpointSecrets: endpoint };
}

/** Refuses with the path of each field that is wrong. */
export function parseSettings(connector: ChannelConnector, input: unknown): unknown {
  try {
    return connector.parseSettings(input);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const fields = error.issues.slice(0, 50).map((issue) => ({
      path: ["settings", ...issue.path.map(String)].join(".").slice(0, 200),
      problem: issue.message.slice(0, 200),
    }));
    throw new Refusal("invalid_input", { fields });
  }
}
