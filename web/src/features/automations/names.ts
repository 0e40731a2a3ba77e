import type { AutomationAction } from "@guichet/contract";

/** What an action chooses from; what is gone stays named where it is used. */
export type Named = { readonly id: string; readonly name: string; readonly gone: boolean };
export type Names = Readonly<Record<AutomationAction["type"], readonly Named[]>>;

export function nameIn(names: Names, type: AutomationAction["type"], id: string): Named | undefined {
  return names[type].find((one) => one.id === id);
}
