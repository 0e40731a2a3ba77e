import type { ConversationId, ConversationRow } from "@guichet/contract";
import { useCopyLink } from "../copy-link.ts";
import { useSwitchUnread } from "../unread/use-unread.ts";
import type { ConversationActions } from "../use-conversation-actions.ts";
import type { RowDeed } from "./row-deeds.ts";
import type { RowPart } from "./row-picker.tsx";

export type RowDoors = {
  readonly actions: ConversationActions;
  readonly hrefOf: (id: ConversationId) => string;
  readonly onOpen: (row: ConversationRow, byKey: boolean) => void;
  readonly onSelect: (row: ConversationRow) => void;
};

/** Does what a line of the menu says, by what does the same elsewhere. */
export function useDoDeed({ actions, hrefOf, onOpen, onSelect }: RowDoors) {
  const copyLink = useCopyLink();
  const switchUnread = useSwitchUnread();
  return (row: ConversationRow, deed: Exclude<RowDeed, RowPart>, unread: boolean): void => {
    const does: Readonly<Record<typeof deed, () => void>> = {
      open: () => onOpen(row, true),
      newTab: () => openInNewTab(hrefOf(row.id)),
      copyLink: () => copyLink(row.id),
      select: () => onSelect(row),
      assignToMe: () => actions.assignToMe(row),
      resolve: () => actions.setStatus(row, "resolved"),
      pending: () => actions.setStatus(row, "pending"),
      backToNew: () => actions.setStatus(row, "new"),
      boomerang: () => actions.comeBack(row, row.status === "resolved" ? "resolved" : "pending"),
      cancelBoomerang: () => actions.cancelBoomerang(row),
      unread: () => switchUnread(row, unread),
    };
    does[deed]();
  };
}

export function openInNewTab(href: string): void {
  window.open(href, "_blank", "noopener");
}
