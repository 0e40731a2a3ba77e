import type { QueueView } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { call } from "../../../api/call.ts";
import { queries } from "../../../api/queries.ts";
import { routes } from "../../../api/routes.ts";
import { useRefusalWords } from "../../../locales/refusal-words.ts";
import { useWords } from "../../../locales/use-words.ts";
import { useToasts } from "../../../ui/toasts.tsx";
import type { QueueFilter } from "../picture/queue-filter.ts";
import { viewOfFilter } from "./view-state.ts";

export type ViewDeeds = {
  /** What is on the screen becomes the view. */
  readonly saveChanges: (view: QueueView, filter: QueueFilter) => void;
  readonly share: (view: QueueView, shared: boolean) => void;
  readonly remove: (view: QueueView) => void;
};

/** What is done with a view at once, with a way back. */
export function useViewDeeds(): ViewDeeds {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const words = useRefusalWords();
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      toasts.show({ message: words(error), tone: "bad" });
    }
    await cache.invalidateQueries(queries.queueViews());
  };
  return {
    saveChanges: (view, filter) =>
      void attempt(async () => {
        const params = { id: view.id };
        await call(routes.patchQueueView, { params, body: { ...viewOfFilter(filter), version: view.version } });
        const { status, sort, filter: before } = view;
        const undo = (): void =>
          void attempt(() => call(routes.patchQueueView, { params, body: { status, sort, filter: before } }));
        toasts.show({ message: t("views.changesSaved", { name: view.name }), undo });
      }),
    share: (view, shared) =>
      void attempt(async () => {
        const params = { id: view.id };
        await call(routes.patchQueueView, { params, body: { shared } });
        const undo = (): void => void attempt(() => call(routes.patchQueueView, { params, body: { shared: !shared } }));
        toasts.show({ message: t(shared ? "views.nowShared" : "views.nowPrivate", { name: view.name }), undo });
      }),
    remove: (view) =>
      void attempt(async () => {
        const params = { id: view.id };
        await call(routes.deleteQueueView, { params });
        const undo = (): void => void attempt(() => call(routes.restoreQueueView, { params }));
        toasts.show({ message: t("views.deleted", { name: view.name }), undo });
      }),
  };
}
