import type { WechatSettings } from "@guichet/contract";
import type { ChannelForConnector } from "../connector.ts";
import { APP_SECRET } from "./settings.ts";

export type Channel = ChannelForConnector<WechatSettings>;
/** Where the account's API is, and what opens it. */
export type Account = { readonly apiUrl: string; readonly appId: string; readonly appSecret: string };

export function accountOf({ settings, secrets }: Channel): Account {
  return { apiUrl: settings.apiUrl, appId: settings.appId, appSecret: secrets[APP_SECRET] ?? "" };
}
