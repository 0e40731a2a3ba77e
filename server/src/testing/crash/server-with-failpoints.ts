import { setTimeout as sleep } from "node:timers/promises";
import { PLATFORMS } from "@guichet/contract";
import { type FailpointName, installFailpoints } from "../../lib/failpoint.ts";

/**
 * The product's main with faults, for the crash tests alone. GUICHET_FAILPOINTS is JSON: name → what happens at its
 * `after`th passing. GUICHET_API_SEND_IS_NOT_IDEMPOTENT makes the API channel a platform where a repeat is a second message.
 */
type Fault = {
  readonly does: "kill" | "throw" | "hang" | "delay";
  readonly after: number;
  readonly milliseconds?: number;
};

const faults = new Map(Object.entries(JSON.parse(process.env.GUICHET_FAILPOINTS ?? "{}") as Record<string, Fault>));
const passed = new Map<FailpointName, number>();

installFailpoints((name) => {
  const fault = faults.get(name);
  if (fault === undefined) return undefined;
  const times = (passed.get(name) ?? 0) + 1;
  passed.set(name, times);
  return times >= fault.after ? strike(name, fault) : undefined;
});
if (process.env.GUICHET_API_SEND_IS_NOT_IDEMPOTENT === "1") Object.assign(PLATFORMS.api, { idempotentSend: false });

await import("../../main.ts");

async function strike(name: FailpointName, fault: Fault): Promise<void> {
  switch (fault.does) {
    case "kill":
      process.kill(process.pid, "SIGKILL");
      // Nothing of this process runs on while the signal is on its way.
      return await new Promise<never>(() => undefined);
    case "throw":
      throw new Error(`failpoint ${name}`);
    case "hang":
      return await new Promise<never>(() => undefined);
    case "delay":
      return await sleep(fault.milliseconds ?? 100);
  }
}
