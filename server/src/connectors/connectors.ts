import type { Platform } from "@guichet/contract";
import { createApiConnector } from "./api/connector.ts";
import type { Connector } from "./connector.ts";
import { createEmailConnector } from "./email/connector.ts";
import { createFacebookConnector } from "./facebook/connector.ts";
import { createInstagramConnector } from "./instagram/connector.ts";
import { createLineConnector } from "./line/connector.ts";
import { createLoopbackConnector } from "./loopback/connector.ts";
import { createMessengerConnector } from "./messenger/connector.ts";
import { createSmsConnector } from "./sms/connector.ts";
import { createTelegramConnector } from "./telegram/connector.ts";
import { createViberConnector } from "./viber/connector.ts";
import { createWechatConnector } from "./wechat/connector.ts";
import { createWhatsappConnector } from "./whatsapp/connector.ts";
import { createXConnector } from "./x/connector.ts";

export type Connectors = ReadonlyMap<Platform, Connector>;

/** The list: a new platform is one line here, one folder, one entry in the contract. */
export function allConnectors(): Connectors {
  const list = [
    createMessengerConnector(),
    createEmailConnector(),
    createSmsConnector(),
    createFacebookConnector(),
    createInstagramConnector(),
    createXConnector(),
    createTelegramConnector(),
    createWhatsappConnector(),
    createLineConnector(),
    createViberConnector(),
    createWechatConnector(),
    createApiConnector(),
    createLoopbackConnector(),
  ];
  return new Map(list.map((connector) => [connector.platform, connector as Connector]));
}
