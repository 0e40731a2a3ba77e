import { Refusal } from "@guichet/contract";

const windowMs = 60_000;
const mostPerWindow = 240;
const mostAddresses = 50_000;

/** How often one address may ask for a line in a minute. In memory: it bounds one process, which is what it protects. */
export function createUpgradeLimit(now: () => Date) {
  let taken = new Map<string, number>();
  let until = 0;
  return {
    /** Throws `too_many_requests`. */
    take(address: string): void {
      const at = now().getTime();
      if (at >= until || taken.size >= mostAddresses) {
        taken = new Map();
        until = at + windowMs;
      }
      const count = (taken.get(address) ?? 0) + 1;
      taken.set(address, count);
      if (count > mostPerWindow) throw new Refusal("too_many_requests");
    },
  };
}
