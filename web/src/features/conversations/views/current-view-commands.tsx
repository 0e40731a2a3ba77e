import type { QueueView } from "@guichet/contract";
import {
  IconArrowDown,
  IconArrowUp,
  IconDeviceFloppy,
  IconLock,
  IconPencil,
  IconShare2,
  IconTrash,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import { moveTo } from "../../../ui/own-order.ts";
import { useToasts } from "../../../ui/toasts.tsx";
import type { QueueFilter } from "../picture/queue-filter.ts";
import { useViewDeeds } from "./use-view-deeds.ts";
import type { Views } from "./use-views.ts";
import { differs } from "./view-state.ts";

type Props = {
  /** The one that one stands in. */
  readonly view: QueueView;
  readonly filter: QueueFilter;
  readonly all: Views;
  readonly onRename: (view: QueueView) => void;
  readonly onLeave: () => void;
};

/** What the menu of a view offers, in the palette for the view one stands in. */
export function CurrentViewCommands(props: Props): ReactNode {
  useChangeCommands(props);
  useMoveCommands(props);
  return null;
}

function useChangeCommands({ view, filter, all, onRename, onLeave }: Props): void {
  const { t } = useWords();
  const deeds = useViewDeeds();
  const group = t("views.title");
  const { name, mayChange, shared } = view;
  useCommand({
    id: "views.saveChanges",
    label: t("views.saveChangesOf", { name }),
    group,
    icon: IconDeviceFloppy,
    when: mayChange && differs(view, filter),
    run: () => deeds.saveChanges(view, filter),
  });
  useCommand({
    id: "views.rename",
    label: t("views.renameOf", { name }),
    group,
    icon: IconPencil,
    when: mayChange,
    run: () => onRename(view),
  });
  useCommand({
    id: "views.share",
    label: t("views.shareOf", { name }),
    group,
    icon: IconShare2,
    when: mayChange && !shared && all.mayShare,
    run: () => deeds.share(view, true),
  });
  useCommand({
    id: "views.unshare",
    label: t("views.unshareOf", { name }),
    group,
    icon: IconLock,
    when: mayChange && shared,
    run: () => deeds.share(view, false),
  });
  useCommand({
    id: "views.delete",
    label: t("views.deleteOf", { name }),
    group,
    icon: IconTrash,
    when: mayChange,
    run: () => {
      onLeave();
      deeds.remove(view);
    },
  });
}

function useMoveCommands({ view, all: { views, keepOrder } }: Props): void {
  const { t } = useWords();
  const toasts = useToasts();
  const group = t("views.title");
  const { name } = view;
  const place = views.findIndex((one) => one.id === view.id);
  const move = (by: -1 | 1) => (): void => {
    keepOrder(moveTo(views, view.id, place + by));
    toasts.show({ message: t("views.moved", { name, place: place + by + 1, all: views.length }) });
  };
  useCommand({
    id: "views.moveUp",
    label: t("views.moveUpOf", { name }),
    group,
    icon: IconArrowUp,
    when: place > 0,
    run: move(-1),
  });
  useCommand({
    id: "views.moveDown",
    label: t("views.moveDownOf", { name }),
    group,
    icon: IconArrowDown,
    when: place < views.length - 1,
    run: move(1),
  });
}
