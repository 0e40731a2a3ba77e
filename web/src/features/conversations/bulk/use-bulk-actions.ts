import type { BulkActionId, BulkActionView, BulkSelection, BulkWish } from "@guichet/contract";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { call } from "../../../api/call.ts";
import { isId } from "../../../api/ids.ts";
import { routes } from "../../../api/routes.ts";
import { uuidV7 } from "../../../api/uuid-v7.ts";
import { useRefusalWords } from "../../../locales/refusal-words.ts";
import { useWords } from "../../../locales/use-words.ts";
import { useToasts } from "../../../ui/toasts.tsx";
import { keys } from "../keys.ts";

const LOOK_MS = 700;

function newId(): BulkActionId {
  const id = uuidV7();
  if (!isId<BulkActionId>(id)) throw new Error("This browser cannot make ids.");
  return id;
}

export type BulkActions = {
  /** What runs, or has ended with something left to say; undefined: nothing to show. */
  readonly shown: BulkActionView | undefined;
  readonly begin: (wish: BulkWish, selection: BulkSelection) => Promise<boolean>;
  readonly cancel: (id: BulkActionId) => void;
  readonly undo: (id: BulkActionId) => void;
  readonly dismiss: (id: BulkActionId) => void;
};

/** One's own bulk actions: begins them and follows them; one that was begun before a reload is followed, too. */
export function useBulkActions(): BulkActions {
  const cache = useQueryClient();
  const toasts = useToasts();
  const say = useRefusalWords();
  const [mine, setMine] = useMine();
  const { data: actions } = useQuery({
    queryKey: keys.bulkActions,
    queryFn: async ({ signal }) => (await call(routes.listBulkActions, { signal })).items,
    refetchInterval: (query) => (query.state.data?.some((one) => one.state === "running") ? LOOK_MS : false),
  });
  const follow = useCallback(
    (action: BulkActionView): void => {
      setMine((before) => [...before, action.id]);
      put(cache, action);
    },
    [cache, setMine],
  );
  const running = actions?.filter((one) => one.state === "running") ?? [];
  // Begun before a reload, or in another tab.
  const others = running.filter((one) => !mine.includes(one.id));
  useEffect(() => {
    if (others.length > 0) setMine((before) => [...before, ...others.map((one) => one.id)]);
  }, [others, setMine]);
  const failed = useCallback((error: unknown) => toasts.show({ message: say(error), tone: "bad" }), [toasts, say]);
  const undo = useCallback(
    (id: BulkActionId): void => {
      call(routes.undoBulkAction, { params: { id }, body: { id: newId() } }).then(follow, failed);
    },
    [follow, failed],
  );
  useTold(actions, mine, undo);
  const dismiss = useCallback((id: BulkActionId) => setMine((before) => before.filter((one) => one !== id)), [setMine]);
  const followed = actions?.filter((one) => mine.includes(one.id)) ?? [];
  return {
    shown: running.at(-1) ?? followed.find((one) => one.skipped > 0 || one.cut || one.state === "cancelled"),
    begin: async (wish, selection) => {
      try {
        follow(await call(routes.createBulkAction, { body: { id: newId(), wish, selection } }));
        return true;
      } catch (error) {
        failed(error);
        return false;
      }
    },
    cancel: (id) => {
      call(routes.cancelBulkAction, { params: { id } }).then((action) => put(cache, action), failed);
    },
    undo,
    dismiss,
  };
}

type Ids = readonly BulkActionId[];
const NO_IDS: Ids = [];

/** What was begun here and not dismissed: kept while one looks at other pages. */
function useMine(): [Ids, (change: (before: Ids) => Ids) => void] {
  const cache = useQueryClient();
  const { data } = useQuery({
    queryKey: keys.bulkMine,
    queryFn: () => NO_IDS,
    initialData: NO_IDS,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const set = useCallback(
    (change: (before: Ids) => Ids): void => {
      cache.setQueryData<Ids>(keys.bulkMine, (before = NO_IDS) => change(before));
    },
    [cache],
  );
  return [data, set];
}

/** The newest first; an answer on its way from before must not undo it. */
function put(cache: QueryClient, action: BulkActionView): void {
  void cache.cancelQueries({ queryKey: keys.bulkActions });
  cache.setQueryData<BulkActionView[]>(keys.bulkActions, (before = []) => [
    action,
    ...before.filter((one) => one.id !== action.id),
  ]);
}

/** Of which the end was told already. */
const told = new Set<BulkActionId>();

/** When one ends: a word, with the way back (`Z`). */
function useTold(
  actions: readonly BulkActionView[] | undefined,
  mine: readonly BulkActionId[],
  undo: (id: BulkActionId) => void,
): void {
  const { t } = useWords();
  const toasts = useToasts();
  useEffect(() => {
    for (const action of actions ?? []) {
      if (action.state === "running" || !mine.includes(action.id) || told.has(action.id)) continue;
      told.add(action.id);
      toasts.show({
        message: t(`bulk.done_${action.type}`, { count: action.done }),
        ...(action.canUndo ? { undo: () => undo(action.id), stays: 12_000 } : {}),
      });
    }
  }, [actions, mine, undo, t, toasts]);
}
