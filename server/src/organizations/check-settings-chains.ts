import type { Database } from "../db/index.ts";
import type { Log } from "../lib/log.ts";
import { listOrganizationIds } from "./organizations.sql.ts";
import { verifySettingsChain } from "./verify-settings-chain.ts";

/** Every night: is any line of an organization's log of settings changed, removed or inserted (S48)? The head goes to our log. */
export async function checkSettingsChains(deps: { readonly database: Database; readonly log: Log }): Promise<void> {
  for (const organizationId of await listOrganizationIds(deps.database.system)) {
    const verdict = await verifySettingsChain({ db: deps.database.of(organizationId), organizationId });
    if (verdict.ok)
      deps.log.info("the log of settings is whole", {
        organization: organizationId,
        lines: verdict.lines,
        head: verdict.head,
      });
    else
      deps.log.error("the log of settings was tampered with", { organization: organizationId, line: verdict.brokenAt });
  }
}
