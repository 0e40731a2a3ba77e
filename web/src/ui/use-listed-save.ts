import { type DataTag, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Refusal } from "../api/refusal.ts";
import { useWords } from "../locales/use-words.ts";
import { differing, type Theirs } from "./theirs.ts";
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
 * `theirs`: another Admin saved first. `rebase`: what is written goes on from theirs, so that it may be saved over that.
 */
export function useListedSave<Item extends { readonly id: string }, Values extends object, Given extends unknown[]>({
  before,
  list: { queryKey },
  toValues,
  send,
  onSaved,
}: ListedSave<Item, Values, Given>): Action<Given, void> & {
  readonly theirs: Theirs<Values> | undefined;
  readonly rebase: () => void;
} {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const began = useRef(before);
  const newest = useRef<Item | undefined>(undefined);
  const [theirs, setTheirs] = useState<Theirs<Values>>();
  const save = useAction(async (...given: Given) => {
    setTheirs(undefined);
    let saved: Item;
    try {
      saved = await send(began.current, ...given);
    } catch (error) {
      await cache.invalidateQueries({ queryKey });
      const was = began.current;
      if (was !== null && error instanceof Refusal && error.code === "changed_meanwhile") {
        newest.current = cache.getQueryData(queryKey)?.items.find(({ id }) => id === was.id);
        const after = newest.current === undefined ? undefined : toValues(newest.current);
        setTheirs({ before: toValues(was), after, fields: after === undefined ? [] : differing(toValues(was), after) });
      }
      throw error;
    }
    began.current = saved;
    await cache.invalidateQueries({ queryKey });
    toasts.show({ message: t("ui.saved"), tone: "good" });
    onSaved(saved);
  });
  return {
    ...save,
    theirs,
    rebase() {
      began.current = newest.current ?? began.current;
      setTheirs(undefined);
      save.forget();
    },
  };
}
