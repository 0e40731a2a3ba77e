import { startScript } from "../product/child.ts";
import type { Temper } from "./temper.ts";

/** A message that was accepted, in the order of acceptance. */
export type Acceptance = { readonly ref: string; readonly to: string; readonly n: number; readonly at: number };
export type ProviderRecord = {
  /** Where the product wants to be told. */
  readonly callback: string;
  readonly accepted: readonly Acceptance[];
  /** When a message was first asked for, by our id, in milliseconds since 1970. */
  readonly firstAsked: Readonly<Record<string, number>>;
  readonly counts: Readonly<Record<"refused" | "garbled" | "silent" | "limited" | "read" | "told", number>>;
};
export type Provider = {
  readonly pid: number;
  readonly url: string;
  /** From now on; forgets what was asked so far. */
  behave(temper: Temper): Promise<void>;
  record(): Promise<ProviderRecord>;
  stop(): Promise<void>;
};

/** A provider in a process of its own, so that its work is not the product's. */
export async function startProvider(): Promise<Provider> {
  const child = await startScript("bench/src/whatsapp/graph-server.ts", /^listening (\d+)/);
  const url = `http://127.0.0.1:${child.said[1]}`;
  return {
    pid: child.pid,
    url,
    async behave(temper) {
      await fetch(`${url}/bench/behave`, { method: "POST", body: JSON.stringify(temper) });
    },
    record: async () => (await (await fetch(`${url}/bench/record`)).json()) as ProviderRecord,
    stop: () => child.kill("SIGKILL"),
  };
}
