import type { Say } from "../../locales/use-words.ts";

/** Words for a secret by its name; a name that is not known shows itself. */
export function secretWords(name: string, t: Say): string {
  if (name === "secretId") return t("channels.secret_id");
  if (name === "secretKey") return t("channels.secret_identity");
  if (name === "verifyToken") return t("instagramChannel.verifyToken");
  if (name === "wechatToken") return t("wechatAccounts.token");
  return name.toLowerCase().includes("sign") ? t("channels.secret_signing") : name;
}
