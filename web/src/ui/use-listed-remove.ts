import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useRefusalWords } from "../locales/refusal-words.ts";
import { useToasts } from "./toasts.tsx";

type ListedRemove = {
  /** The query of the list it stands in. */
  readonly list: { readonly queryKey: QueryKey };
  readonly remove: () => Promise<unknown>;
  readonly restore: () => Promise<unknown>;
  /** What is said when it is gone, and when it is back. */
  readonly said: { readonly deleted: string; readonly restored: string };
  readonly onDone: () => void;
};

/** Deletes one of a list, with a way back for a while. Throws what the server says: the dialog shows it. */
export function useListedRemove({ list, remove, restore, said, onDone }: ListedRemove): () => Promise<void> {
  const cache = useQueryClient();
  const toasts = useToasts();
  const say = useRefusalWords();
  // The list alone: what else is asked about one that is gone would only fail.
  const refresh = (): Promise<void> => cache.invalidateQueries({ queryKey: list.queryKey, exact: true });
  const takeBack = async (): Promise<void> => {
    await restore();
    await refresh();
    toasts.show({ message: said.restored, tone: "good" });
  };
  return async () => {
    await remove();
    onDone();
    toasts.show({
      message: said.deleted,
      undo: () => void takeBack().catch((error: unknown) => toasts.show({ message: say(error), tone: "bad" })),
    });
    await refresh();
  };
}
