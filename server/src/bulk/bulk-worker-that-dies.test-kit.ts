import { openDatabase } from "../db/index.ts";
import { installFailpoints } from "../lib/failpoint.ts";
import { createLog } from "../lib/log.ts";
import { runBulkActions } from "./run-bulk-actions.ts";

/** A worker of its own process: killed outright when it passes a place for the so manieth time. Arguments: database, place, times. */
const [, , url = "", place, times] = process.argv;
let passed = 0;
installFailpoints((name) => {
  if (name !== place) return undefined;
  passed += 1;
  if (passed < Number(times)) return undefined;
  process.kill(process.pid, "SIGKILL");
  return new Promise<never>(() => undefined);
});
const database = await openDatabase({ url });
const deps = { database, now: () => new Date(), log: createLog("silent") };
while ((await runBulkActions(deps)).more);
await database.close();
