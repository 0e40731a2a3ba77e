import type { InboundMessage } from "./inbound-message.ts";
import type { LoadedFacts } from "./intake.sql.ts";

/** A message of a batch that is there for the first time, and its place in the batch. */
export type Unseen = { readonly n: number; readonly message: InboundMessage; readonly known: LoadedFacts };

/** Without what was seen before, here or in the batch itself (I2). `facts[n]` belongs to `batch[n]`. Pure. */
export function unseenOf(batch: readonly InboundMessage[], facts: readonly LoadedFacts[]): Unseen[] {
  const met = new Set<string>();
  return batch.flatMap((message, n) => {
    const known = facts[n];
    const key = `${message.channelId} ${message.externalId}`;
    if (known === undefined || known.seen || met.has(key)) return [];
    met.add(key);
    return [{ n, message, known }];
  });
}
