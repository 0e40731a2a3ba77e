import type { ContactId, ContactListItem, Platform } from "@guichet/contract";
import { IconStarFilled } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import classes from "./contact-list.module.css";
import type { ContactListState } from "./use-contact-list.ts";

type Props = {
  readonly state: ContactListState & { readonly items: readonly ContactListItem[] };
  readonly groupNames: ReadonlyMap<string, string>;
  readonly selectedId: ContactId | undefined;
  readonly hrefOf: (id: ContactId) => string;
  readonly onOpen: (id: ContactId) => void;
  readonly platformIcon: (platform: Platform) => ReactNode;
};
const ROW = 60;
const AHEAD = 20;

/** The rows in view; arrows go from one to the next, Enter opens. */
export function ContactList({ state, groupNames, selectedId, hrefOf, onOpen, platformIcon }: Props): ReactNode {
  const { items, hasMore, loadMore, refine } = state;
  const { t } = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= items.length - AHEAD) loadMore();
  });
  const selected = items.findIndex((one) => one.id === selectedId);
  const tabStop = Math.max(selected, 0);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -items.length, End: items.length }[event.key];
    if (step === undefined || !(event.target instanceof HTMLElement)) return;
    event.preventDefault();
    const at = Number(event.target.dataset.index ?? tabStop);
    const next = Math.max(0, Math.min(items.length - 1, at + step));
    virtual.scrollToIndex(next);
    // The row may only be drawn with the next frame.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus());
  };
  const open = (event: MouseEvent, id: ContactId): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(id);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the arrow keys of the links inside it
    <div ref={scroller} className={classes.scroller} onKeyDown={onKeyDown}>
      <ul aria-label={t("contacts.listLabel")} className={classes.canvas} style={{ height: virtual.getTotalSize() }}>
        {shown.map((row) => {
          const item = items[row.index];
          if (item === undefined) return null;
          return (
            <li
              key={item.id}
              className={classes.place}
              aria-posinset={row.index + 1}
              aria-setsize={hasMore ? -1 : items.length}
              style={{ height: ROW, transform: `translateY(${row.start}px)` }}
            >
              <a
                className={classes.row}
                href={hrefOf(item.id)}
                data-index={row.index}
                tabIndex={row.index === tabStop ? 0 : -1}
                aria-current={item.id === selectedId ? "true" : undefined}
                onClick={(event) => open(event, item.id)}
                draggable={false}
              >
                <Avatar name={item.name} photo={item.photo} size={36} badge={platformIcon(item.identity.platform)} />
                <span className={classes.words}>
                  <span className={classes.name}>
                    <bdi>{item.name}</bdi>
                    {item.vip && <IconStarFilled size={12} className={classes.vip} role="img" aria-label="VIP" />}
                  </span>
                  <span className={classes.note}>
                    <bdi className={classes.handle}>{item.identity.handle ?? item.identity.externalId}</bdi>
                    {item.groupIds
                      .flatMap((id) => groupNames.get(id) ?? [])
                      .slice(0, 2)
                      .map((name) => (
                        <span key={name} className={classes.group}>
                          {name}
                        </span>
                      ))}
                  </span>
                </span>
              </a>
            </li>
          );
        })}
      </ul>
      {hasMore && <p className={classes.more}>{t("contacts.loadingMore")}</p>}
      {refine && <p className={classes.more}>{t("contacts.refine")}</p>}
    </div>
  );
}
