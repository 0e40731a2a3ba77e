import type {
  AgentMessage,
  Claim,
  ContactMessage,
  Outcome,
  Recorded,
  SystemState,
  Wish,
  Withdrawal,
} from "../history/history.ts";

/** `ended` is false when the sender was still repeating at the end. */
export type Ended<W extends Wish> = W & { readonly outcome: Outcome; readonly ended: boolean };

export type Wishes = {
  readonly contactMessages: readonly Ended<ContactMessage>[];
  readonly agentMessages: readonly Ended<AgentMessage>[];
  readonly withdrawals: readonly Ended<Withdrawal>[];
  readonly claims: readonly Ended<Claim>[];
};

/** Begin and end put together; what never ended is unknown. */
export function gatherWishes(record: readonly Recorded[]): Wishes {
  const ends = new Map<number, Outcome>();
  for (const line of record) if (line.type === "end") ends.set(line.op, line.outcome);
  const all = record.flatMap((line) =>
    line.type === "begin"
      ? [{ ...line.wish, outcome: ends.get(line.op) ?? ("unknown" as const), ended: ends.has(line.op) }]
      : [],
  );
  return {
    contactMessages: all.filter((wish) => wish.kind === "contact_message"),
    agentMessages: all.filter((wish) => wish.kind === "agent_message"),
    withdrawals: all.filter((wish) => wish.kind === "withdrawal"),
    claims: all.filter((wish) => wish.kind === "claim"),
  };
}

/** Groups by a key into lists. */
export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  return Map.groupBy(items, keyOf);
}

/** The product writes to itself every minute through the loopback channel (I21): nobody's wish, but all else holds for it. */
export function isOurProbe(state: SystemState, channelId: string | undefined): boolean {
  return state.channels.some((channel) => channel.id === channelId && channel.platform === "loopback");
}
