import type { Platform } from "@guichet/contract";
import { createApiConnector } from "./api/connector.ts";
import type { Connector } from "./connector.ts";
import { createEmailConnector } from "./email/connector.ts";
import { createLoopbackConnector } from "./loopback/connector.ts";
import { createMessengerConnector } from "./messenger/connector.ts";

export type Connectors = ReadonlyMap<Platform, Connector>;

/** The list: a new platform is one line here, one folder, one entry in the contract. */
export function allConnectors(): Connectors {
  const list = [createMessengerConnector(), createEmailConnector(), createApiConnector(), createLoopbackConnector()];
  return new Map(list.map((connector) => [connector.platform, connector as Connector]));
}
