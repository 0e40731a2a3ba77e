import type { ConversationId, UsableItem } from "@guichet/contract";
import { useState } from "react";
import { type SlashStart, slashAt } from "./slash.ts";
import { type FoundItems, useItems } from "./use-items.ts";

export type Finder = FoundItems & {
  /** Undefined: it is closed. */
  readonly start: (SlashStart & { readonly byButton: boolean }) | undefined;
  readonly active: number;
  /** After every change of the text or the caret. */
  readonly look: (text: string, caret: number) => void;
  /** The slash at this place was put there by the button: closed again, it goes. */
  readonly openAt: (from: number) => void;
  /** Leaves what was typed; the same slash does not open it again. */
  readonly close: () => void;
  readonly move: (by: number) => void;
  readonly pick: (index: number) => void;
  readonly chosen: UsableItem | undefined;
};

type Start = SlashStart & { readonly id: ConversationId; readonly byButton: boolean };

/** The finder over the reply box: opened by a slash at the start of a word (W133). The focus stays in the text. */
export function useFinder(id: ConversationId, enabled: boolean): Finder {
  const [found, setFound] = useState<Start>();
  const [left, setLeft] = useState<{ readonly id: ConversationId; readonly from: number }>();
  const [at, setAt] = useState(0);
  // What was begun in another conversation is over.
  const start = found?.id === id && enabled ? found : undefined;
  const result = useItems(id, start?.query ?? "", start !== undefined);
  // Several words that fit nothing are a sentence with a slash in it.
  const sentence = start?.query.includes(" ") === true && result.items.length === 0 && !result.waiting;
  const active = Math.min(at, Math.max(0, result.items.length - 1));
  return {
    ...result,
    start: sentence ? undefined : start,
    active,
    chosen: start === undefined || sentence ? undefined : result.items[active],
    look: (text, caret) => {
      const now = enabled ? slashAt(text, caret) : undefined;
      const wasLeft = now !== undefined && left?.id === id && left.from === now.from;
      if (now === undefined && left !== undefined) setLeft(undefined);
      if (now?.query !== start?.query) setAt(0);
      const byButton = now !== undefined && found?.from === now.from && found.byButton;
      setFound(now === undefined || wasLeft ? undefined : { ...now, id, byButton });
    },
    openAt: (from) => {
      setLeft(undefined);
      setAt(0);
      setFound({ from, query: "", id, byButton: true });
    },
    close: () => {
      if (start !== undefined) setLeft({ id, from: start.from });
      setFound(undefined);
    },
    move: (by) => setAt((active + by + result.items.length) % Math.max(1, result.items.length)),
    pick: setAt,
  };
}
