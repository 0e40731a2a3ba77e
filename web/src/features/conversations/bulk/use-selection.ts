import type { ConversationId, ConversationRow } from "@guichet/contract";
import { useCallback, useMemo, useRef, useState } from "react";
import type { QueueFilter } from "../picture/queue-filter.ts";
import { rangeOf } from "./range.ts";

export type Selection = {
  /** In the order of the list. What has left the list is not selected any more. */
  readonly rows: readonly ConversationRow[];
  readonly ids: ReadonlySet<ConversationId>;
  /** Everything in the view, what is not loaded here included. */
  readonly whole: boolean;
  /** One more or one less; with `range`, all from the one before. */
  readonly toggle: (id: ConversationId, range: boolean) => void;
  readonly selectLoaded: () => void;
  readonly selectWhole: () => void;
  readonly clear: () => void;
};
type Kept = { readonly list: string; readonly ids: ReadonlySet<ConversationId>; readonly whole: boolean };

const NONE: ReadonlySet<ConversationId> = new Set();

/** Which rows of one list are selected. Another list, or another filter, begins without any. */
export function useSelection(filter: QueueFilter, rows: readonly ConversationRow[]): Selection {
  const list = useMemo(() => JSON.stringify(filter), [filter]);
  const [kept, setKept] = useState<Kept>({ list, ids: NONE, whole: false });
  const anchor = useRef<ConversationId>(undefined);
  const latest = useRef(rows);
  latest.current = rows;
  const ids = kept.list === list ? kept.ids : NONE;
  const selected = useMemo(() => (ids.size === 0 ? [] : rows.filter((row) => ids.has(row.id))), [rows, ids]);

  const toggle = useCallback(
    (id: ConversationId, range: boolean): void => {
      const from = anchor.current;
      anchor.current = id;
      setKept((before) => {
        const had = before.list === list ? before.ids : NONE;
        if (!range || from === undefined) return { list, ids: withSwitched(had, id), whole: false };
        const between = rangeOf(
          latest.current.map((row) => row.id),
          from,
          id,
        );
        return { list, ids: new Set([...had, ...between]), whole: false };
      });
    },
    [list],
  );
  const select = useCallback(
    (whole: boolean): void => setKept({ list, ids: new Set(latest.current.map((row) => row.id)), whole }),
    [list],
  );
  const clear = useCallback((): void => {
    anchor.current = undefined;
    setKept({ list, ids: NONE, whole: false });
  }, [list]);
  return useMemo(
    () => ({
      rows: selected,
      ids: new Set(selected.map((row) => row.id)),
      whole: kept.list === list && kept.whole && selected.length > 0,
      toggle,
      selectLoaded: () => select(false),
      selectWhole: () => select(true),
      clear,
    }),
    [selected, kept, list, toggle, select, clear],
  );
}

function withSwitched(ids: ReadonlySet<ConversationId>, id: ConversationId): ReadonlySet<ConversationId> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
