import type { ConversationRow } from "@guichet/contract";

/** Who else may write in it now: the virtual agent that has it (W84), or a colleague; null: nobody else. */
export function othersLock(
  { holder, lock }: Pick<ConversationRow, "holder" | "lock">,
  me: string,
): { readonly name: string } | null {
  return holder ?? (lock?.id === me ? null : lock);
}
