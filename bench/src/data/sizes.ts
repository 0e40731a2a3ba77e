export type SizeName = "D0" | "D1" | "D2" | "D3" | "Q";
export type DataSize = {
  readonly name: SizeName;
  readonly conversations: number;
  readonly contacts: number;
  /** Every conversation is another contact's, and waits. */
  readonly waiting?: true;
  /** Conversations alone, without their messages and events: for how the queue grows. */
  readonly queueOnly?: true;
};

/** About ten messages a conversation; each size is a decade above the one before. */
export const SIZES: Record<SizeName, DataSize> = {
  D0: { name: "D0", conversations: 10_000, contacts: 2_000 },
  D1: { name: "D1", conversations: 100_000, contacts: 20_000 },
  D2: { name: "D2", conversations: 1_000_000, contacts: 200_000 },
  D3: { name: "D3", conversations: 10_000_000, contacts: 200_000, queueOnly: true },
  /** What an agent's screen has in its queue on the worst of days. */
  Q: { name: "Q", conversations: 10_000, contacts: 10_000, waiting: true },
};

/** A size one may ask for; the queue of the screen is one of its own. */
export function isSizeName(name: string): name is SizeName {
  return name === "D0" || name === "D1" || name === "D2" || name === "D3";
}
