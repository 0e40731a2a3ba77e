import type { ChannelId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import type { SecretBox } from "../lib/secret-box.ts";
import { exchangeChannelSecrets, findChannelRow } from "./channels.sql.ts";
import { openChannelSecrets, sealChannelSecrets } from "./sealed-secrets.ts";

/** A secret that the platform itself renews. False: a person has given another meanwhile, and that one counts. */
export async function renewChannelSecret(
  { db, organizationId }: Pick<Ctx, "db" | "organizationId">,
  secretBox: SecretBox,
  id: ChannelId,
  { name, from, to }: { readonly name: string; readonly from: string; readonly to: string },
): Promise<boolean> {
  const stored = (await findChannelRow(db, organizationId, id))?.secrets;
  if (stored === undefined || openChannelSecrets(secretBox, id, stored)[name] !== from) return false;
  const renewed = sealChannelSecrets(secretBox, id, { [name]: to }, stored);
  return await exchangeChannelSecrets(db, organizationId, id, { from: stored, to: renewed });
}
