import type { QueueView, QueueViewId } from "@guichet/contract";
import { type ReactNode, useState } from "react";
import { useLoaded } from "../../../ui/use-loaded.ts";
import { activeParts, type QueueFilter } from "../picture/queue-filter.ts";
import { CurrentViewCommands } from "./current-view-commands.tsx";
import { useViews } from "./use-views.ts";
import { ViewActions } from "./view-actions.tsx";
import { ViewCommands } from "./view-commands.tsx";
import { ViewList } from "./view-list.tsx";

const loadDialog = async () => (await import("./view-dialog.tsx")).ViewDialog;

/** Where one stands among the saved views, and how to get about. */
export type InView = {
  readonly viewId: QueueViewId | null;
  readonly onOpen: (view: QueueView) => void;
  readonly hrefOf: (view: QueueView) => string;
  /** From here on under another view's name, or under none. */
  readonly onView: (id: QueueViewId | null) => void;
};
type Props = { readonly filter: QueueFilter; readonly inView: InView; readonly onClear: () => void };
type Asked = { readonly view?: QueueView };

/** The saved views of the queue; `list` stands under the tabs, `actions` under the filters. */
export function useQueueViews({ filter, inView, onClear }: Props): {
  readonly list: ReactNode;
  readonly actions: ReactNode;
} {
  const views = useViews();
  const [asked, ask] = useState<Asked>();
  const Dialog = useLoaded(loadDialog, asked !== undefined);
  const { viewId, onOpen, hrefOf, onView } = inView;
  const filtered = activeParts(filter).length > 0;
  const onSaveAsNew = (): void => ask({});
  const current = views.views.find((view) => view.id === viewId);
  return {
    list: (
      <>
        <ViewList
          {...views}
          selectedId={viewId}
          onOpen={onOpen}
          hrefOf={hrefOf}
          onRename={(view) => ask({ view })}
          onLeave={() => onView(null)}
        />
        <ViewCommands
          views={views.views}
          filtered={filtered || viewId !== null}
          onOpen={onOpen}
          onSaveAsNew={onSaveAsNew}
          onClear={onClear}
        />
        {current && (
          <CurrentViewCommands
            view={current}
            filter={filter}
            all={views}
            onRename={(view) => ask({ view })}
            onLeave={() => onView(null)}
          />
        )}
        {asked && Dialog && (
          <Dialog
            view={asked.view}
            filter={filter}
            mayShare={views.mayShare}
            onClose={() => ask(undefined)}
            onSaved={(saved) => {
              if (asked.view === undefined) onView(saved.id);
            }}
          />
        )}
      </>
    ),
    actions: (
      <ViewActions view={current} filter={filter} filtered={filtered} onOpen={onOpen} onSaveAsNew={onSaveAsNew} />
    ),
  };
}
