import type { Say } from "../../locales/use-words.ts";

/** Words for a secret by its name; a name that is not known shows itself. */
export function secretWords(name: string, t: Say): string {
  const plain = name.toLowerCase();
  if (plain.includes("identity") || plain.includes("jwt")) return t("channels.secret_identity");
  if (plain.includes("sign")) return t("channels.secret_signing");
  return name;
}
