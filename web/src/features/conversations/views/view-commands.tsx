import type { QueueView } from "@guichet/contract";
import { IconBookmark, IconBookmarkPlus, IconFilterOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";

type Props = {
  readonly views: readonly QueueView[];
  readonly filtered: boolean;
  readonly onOpen: (view: QueueView) => void;
  readonly onSaveAsNew: () => void;
  readonly onClear: () => void;
};

/** Views by name in the palette, and what is done with filters. */
export function ViewCommands({ views, filtered, onOpen, onSaveAsNew, onClear }: Props): ReactNode {
  const { t } = useWords();
  const group = t("views.title");
  useCommand({
    id: "views.open",
    label: t("views.openOne"),
    group,
    icon: IconBookmark,
    when: views.length > 0,
    choices: () =>
      views.map((view) => ({ id: view.id, label: labelOf(view), icon: IconBookmark, run: () => onOpen(view) })),
  });
  useCommand({ id: "views.save", label: t("views.saveAsView"), group, icon: IconBookmarkPlus, run: onSaveAsNew });
  useCommand({
    id: "views.clear",
    label: t("views.clearAllFilters"),
    group,
    icon: IconFilterOff,
    when: filtered,
    run: onClear,
  });
  return views.map((view) => <ViewCommand key={view.id} view={view} onOpen={onOpen} />);
}

function ViewCommand({ view, onOpen }: { readonly view: QueueView; readonly onOpen: Props["onOpen"] }): ReactNode {
  const { t } = useWords();
  useCommand({
    id: `views.open.${view.id}`,
    label: t("views.open", { name: labelOf(view) }),
    group: t("views.title"),
    icon: IconBookmark,
    run: () => onOpen(view),
  });
  return null;
}

function labelOf({ emoji, name }: QueueView): string {
  return emoji === null ? name : `${emoji} ${name}`;
}
