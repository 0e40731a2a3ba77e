export type SizeName = "D0" | "D1" | "D2";
export type DataSize = { readonly name: SizeName; readonly conversations: number; readonly contacts: number };

/** About ten messages a conversation; each size is a decade above the one before. */
export const SIZES: Record<SizeName, DataSize> = {
  D0: { name: "D0", conversations: 10_000, contacts: 2_000 },
  D1: { name: "D1", conversations: 100_000, contacts: 20_000 },
  D2: { name: "D2", conversations: 1_000_000, contacts: 200_000 },
};

export function isSizeName(name: string): name is SizeName {
  return name === "D0" || name === "D1" || name === "D2";
}
