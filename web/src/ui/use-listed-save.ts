import { type DataTag, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "../api/refusal.ts";
import { useWords } from "../locales/use-words.ts";
import { differing } from "./changed-meanwhile.tsx";
import { useToasts } from "./toasts.tsx";
import { type Action, useAction } from "./use-form.ts";

type ListedSave<Item, Values, Given extends unknown[]> = {
  /** What is written on, as the list has it now. Null: a new one. */
  readonly before: Item | null;
  /** The query of the list it stands in. */
  readonly list: { readonly queryKey: DataTag<QueryKey, { readonly items: readonly Item[] }, Error> };
  readonly toValues: (item: Item) => Values;
  /** `began`: as it was when one began to write, whatever has come of it since; its version is what is saved over. */
  readonly send: (began: Item | null, ...given: Given) => Promise<Item>;
  readonly onSaved: (saved: Item) => void;
};

/**
 * Saves one of a list that several Admins may change: the list is asked for anew whatever comes of it.
 * `theirs`: another Admin saved first, and changed these fields; none of them when it is gone.
 */
export function useListedSave<Item extends { readonly id: string }, Values extends object, Given extends unknown[]>({
  before,
  list: { queryKey },
  toValues,
  send,
  onSaved,
}: ListedSave<Item, Values, Given>): Action<Given, void> & {
  readonly theirs: readonly (keyof Values & string)[] | undefined;
} {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const [began, setBegan] = useState(before);
  const [theirs, setTheirs] = useState<readonly (keyof Values & string)[]>();
  const save = useAction(async (...given: Given) => {
    let saved: Item;
    try {
      saved = await send(began, ...given);
    } catch (error) {
      await cache.invalidateQueries({ queryKey });
      if (began !== null && error instanceof Refusal && error.code === "changed_meanwhile") {
        const now = cache.getQueryData(queryKey)?.items.find(({ id }) => id === began.id);
        setTheirs(now === undefined ? [] : differing(toValues(began), toValues(now)));
      }
      throw error;
    }
    setBegan(saved);
    await cache.invalidateQueries({ queryKey });
    toasts.show({ message: t("ui.saved"), tone: "good" });
    onSaved(saved);
  });
  return { ...save, theirs };
}
