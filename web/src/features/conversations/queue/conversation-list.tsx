import type { ConversationId, ConversationRow } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { useLoaded } from "../../../ui/use-loaded.ts";
import type { Selection } from "../bulk/use-selection.ts";
import { useDraftIds } from "../composer/draft-ids.ts";
import { useRowMenu } from "../row-menu/use-row-menu.ts";
import { useRowMenuCommands } from "../row-menu/use-row-menu-commands.ts";
import { prefetchThread } from "../thread/fetch-thread.ts";
import { isUnread, useReadSeqs } from "../unread/read-seqs.ts";
import { useUnreadMarks } from "../unread/unread-marks.ts";
import { useUnreadCommand } from "../unread/use-unread.ts";
import { useConversationActions } from "../use-conversation-actions.ts";
import { useChannels, useTagNames, useTopicNames } from "../use-world.ts";
import classes from "./conversation-list.module.css";
import { ConversationRowItem, type Density, type OpenRow } from "./conversation-row.tsx";
import { NewPill } from "./new-pill.tsx";
import { focusRow, useListKeys } from "./use-list-keys.ts";
import type { Queue } from "./use-queue.ts";
import { useSelectKeys } from "./use-select-keys.ts";
import { useSteadyScroll } from "./use-steady-scroll.ts";

type Props = {
  readonly queue: Queue & { readonly rows: readonly ConversationRow[] };
  readonly label: string;
  readonly density: Density;
  readonly selectedId: ConversationId | null;
  readonly standsOn: RefObject<ConversationId | null>;
  readonly hrefOf: (id: ConversationId) => string;
  readonly onOpen: OpenRow;
  readonly selection: Selection;
};
const loadRowMenu = async () => (await import("../row-menu/row-menu.tsx")).RowMenu;
const ROW_HEIGHT: Record<Density, number> = { comfortable: 86, compact: 54 };
/** The next page is fetched when so many rows before the end come into view. */
const AHEAD = 20;

/** The rows of one list, of which only those in view exist. What one looks at stays in its place (W52). */
export function ConversationList(props: Props): ReactNode {
  const { queue, label, density, selectedId, standsOn, hrefOf, onOpen, selection } = props;
  const { rows, hasMore, next, loadMore, moreFailed } = queue;
  const { t } = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = ROW_HEIGHT[density];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row height means other places
  useEffect(() => virtual.measure(), [rowHeight, virtual]);
  const unseen = useSteadyScroll(scroller, rows, hasMore, rowHeight, selectedId);
  const list = useListKeys(scroller, rows, { selectedId, standsOn }, (index) => virtual.scrollToIndex(index), onOpen);
  const select = useSelectKeys(list, rows, selection);
  useUnreadCommand(selectedId === null ? rows.find((row) => row.id === list.currentId) : undefined);
  const menu = useRowMenu(rows);
  useRowMenuCommands({
    id: selectedId ?? list.currentId,
    hrefOf,
    onMenu: selectedId === null ? menu.openOn : undefined,
  });
  const RowMenu = useLoaded(loadRowMenu, menu.place !== null);
  const closeMenu = (): void => {
    menu.close();
    // What is done from it may take the row away.
    list.keepFocus();
    focusRow(scroller.current, menu.place?.row.id ?? null);
  };
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (next !== null && !moreFailed && lastShown >= rows.length - AHEAD) loadMore();
  }, [next, moreFailed, lastShown, rows.length, loadMore]);
  const ahead = useFetchAhead(rows, selectedId);
  const scrollTo = (top: number): void => scroller.current?.scrollTo({ top, behavior: "smooth" });
  const shared = useRowSurroundings();
  return (
    <div className={classes.frame}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: hears the arrow keys of the links inside it */}
      <div
        ref={scroller}
        className={classes.scroller}
        {...menu.doors}
        onKeyDown={(event) => menu.onKeyDown(event) || select.onKeyDown(event)}
        onFocus={list.onFocus}
      >
        <ul aria-label={label} className={classes.canvas} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <li
                key={row.id}
                aria-posinset={item.index + 1}
                aria-setsize={hasMore ? -1 : rows.length}
                className={classes.place}
                style={{ height: rowHeight, transform: `translateY(${item.index * rowHeight}px)` }}
              >
                <ConversationRowItem
                  row={row}
                  href={hrefOf(row.id)}
                  selected={row.id === selectedId}
                  current={row.id === list.currentId}
                  unread={isUnread(row, shared.readSeqs[row.id], shared.unreadMarks[row.id])}
                  draft={shared.drafts.has(row.id)}
                  checked={selection.ids.has(row.id)}
                  choosing={selection.rows.length > 0}
                  density={density}
                  channelName={shared.channelNames.get(row.channelId) ?? ""}
                  windowHours={shared.windowHours.get(row.channelId) ?? null}
                  topicNames={shared.topicNames}
                  tagNames={shared.tagNames}
                  actions={shared.actions}
                  onOpen={onOpen}
                  onCheck={select.onCheck}
                  onAhead={ahead}
                />
              </li>
            );
          })}
        </ul>
        {hasMore && (
          // Another one after each page: one that moved down would count as a shift of the layout.
          <MoreRows
            key={next}
            failed={moreFailed}
            onRetry={loadMore}
            label={t("ui.loading")}
            retry={t("ui.tryAgain")}
          />
        )}
      </div>
      {menu.place && RowMenu && (
        <RowMenu
          key={`${menu.place.row.id} ${menu.place.x} ${menu.place.y}`}
          place={{ ...menu.place, row: rows.find((row) => row.id === menu.place?.row.id) ?? menu.place.row }}
          actions={shared.actions}
          hrefOf={hrefOf}
          onOpen={onOpen}
          onSelect={(row) => selection.toggle(row.id, false)}
          onClose={closeMenu}
        />
      )}
      <p role="status" className={classes.unseen}>
        {unseen.above + unseen.below > 0 && t("conversations.saidNew", { count: unseen.above + unseen.below })}
      </p>
      <NewPill count={unseen.above} side="top" onClick={() => scrollTo(0)} />
      <NewPill count={unseen.below} side="bottom" onClick={() => scrollTo(virtual.getTotalSize())} />
    </div>
  );
}

/** A pointer that rests on a row will probably open it; a pointer that passes over will not. */
const RESTS_AFTER = 90;

/** Fetches what will probably be opened next: the row under the pointer, and the one after the open one. */
function useFetchAhead(
  rows: readonly ConversationRow[],
  selectedId: ConversationId | null,
): (row: ConversationRow) => void {
  const cache = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const at = selectedId === null ? -1 : rows.findIndex((row) => row.id === selectedId);
  const nextId = at < 0 ? undefined : rows[at + 1]?.id;
  useEffect(() => {
    if (nextId === undefined) return;
    const soon = setTimeout(() => prefetchThread(cache, nextId), 500);
    return () => clearTimeout(soon);
  }, [cache, nextId]);
  return useCallback(
    (row) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => prefetchThread(cache, row.id), RESTS_AFTER);
    },
    [cache],
  );
}

function useRowSurroundings() {
  const channels = useChannels();
  const channelNames = useMemo(() => new Map<string, string>(channels.map((one) => [one.id, one.name])), [channels]);
  const windowHours = useMemo(() => new Map(channels.map((one) => [one.id, one.replyWindowHours])), [channels]);
  return {
    channelNames,
    windowHours,
    topicNames: useTopicNames(),
    tagNames: useTagNames(),
    readSeqs: useReadSeqs(),
    unreadMarks: useUnreadMarks(),
    drafts: useDraftIds(),
    actions: useConversationActions(),
  };
}

type MoreProps = {
  readonly failed: boolean;
  readonly onRetry: () => void;
  readonly label: string;
  readonly retry: string;
};

function MoreRows({ failed, onRetry, label, retry }: MoreProps): ReactNode {
  return (
    <div className={classes.more}>
      {failed ? (
        <button type="button" className={classes.retry} onClick={onRetry}>
          {retry}
        </button>
      ) : (
        <span>{label}</span>
      )}
    </div>
  );
}
