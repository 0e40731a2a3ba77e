import type { EndpointId, Platform } from "@guichet/contract";
import type { Db } from "../db/index.ts";
import type { SecretBox } from "../lib/secret-box.ts";
import type { FoundEndpoint } from "./channel-for-connector.ts";
import { findEndpointRow } from "./channels.sql.ts";
import { openEndpointSecrets } from "./sealed-secrets.ts";

/**
 * The endpoint behind a webhook's address, with its secrets opened. `deps.system` is the machine's door: who calls has not
 * said yet which organization it is about. Undefined when there is none: answer as for a wrong signature.
 */
export async function findEndpoint(
  deps: { readonly system: Db; readonly secretBox: SecretBox; readonly now: () => Date },
  platform: Platform,
  id: EndpointId,
): Promise<FoundEndpoint | undefined> {
  const row = await findEndpointRow(deps.system, platform, id);
  if (row === undefined) return undefined;
  const secrets = openEndpointSecrets(deps.secretBox, row.id, row.secrets, deps.now());
  return { organizationId: row.organization_id, id: row.id, platform: row.platform, secrets };
}
