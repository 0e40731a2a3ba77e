import type { Platform } from "@guichet/contract";
import type { WordKey } from "../../locales/catalog.ts";

const OWN: Partial<Record<Platform, WordKey>> = {
  instagram: "instagramChannel.webhookText",
  wechat: "wechatAccounts.webhookText",
  x: "xAccounts.webhookText",
};

/** What stands beside the address to which a platform delivers. */
export function webhookWords(platform: Platform): WordKey {
  return OWN[platform] ?? "channels.webhookUrlText";
}
