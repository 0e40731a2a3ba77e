import type { Database } from "../../db/index.ts";
import { eraseDue } from "./erasure.sql.ts";

/** For a job: bodies with masked content go, as soon as their attachments have been read from them. */
export async function eraseDeliveries(deps: { readonly database: Database; readonly now: () => Date }): Promise<void> {
  while ((await eraseDue(deps.database, deps.now())) > 0);
}
