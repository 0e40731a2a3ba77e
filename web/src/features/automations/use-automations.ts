import type { AutomationId, AutomationList, AutomationView } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useWords } from "../../locales/use-words.ts";
import { useToasts } from "../../ui/toasts.tsx";

export type Deeds = {
  readonly setEnabled: (automation: AutomationView, enabled: boolean) => void;
  readonly copy: (automation: AutomationView) => void;
  readonly remove: (automation: AutomationView) => Promise<void>;
  readonly order: (ids: readonly AutomationId[]) => Promise<void>;
  /** Says what was refused, and shows what there is. */
  readonly failed: (error: unknown) => void;
};

/** What can be done with the list: on the screen at once, back when the server refuses. */
export function useDeeds(): Deeds {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const say = useRefusalWords();
  const { queryKey } = queries.automations();
  const refresh = (): Promise<void> => cache.invalidateQueries({ queryKey });
  const failed = (error: unknown): void => {
    toasts.show({ message: say(error), tone: "bad" });
    void refresh();
  };
  const put = (how: (items: readonly AutomationView[]) => AutomationView[]): void => {
    cache.setQueryData(queryKey, (list: AutomationList | undefined) => list && { ...list, items: how(list.items) });
  };
  const putOne = (now: AutomationView): void => put((items) => items.map((one) => (one.id === now.id ? now : one)));
  const restore = (automation: AutomationView): void => {
    call(routes.restoreAutomation, { params: { id: automation.id } })
      .then(async () => {
        await refresh();
        toasts.show({ message: t("automations.restored", { name: automation.name }), tone: "good" });
      })
      .catch(failed);
  };
  return {
    setEnabled(automation, enabled) {
      putOne({ ...automation, enabled });
      call(routes.patchAutomation, { params: { id: automation.id }, body: { enabled } }).then(putOne, failed);
    },
    copy(automation) {
      call(routes.copyAutomation, { params: { id: automation.id } })
        .then(async (copy) => {
          await refresh();
          toasts.show({ message: t("automations.copied", { name: copy.name }), tone: "good" });
        })
        .catch(failed);
    },
    async remove(automation) {
      await call(routes.deleteAutomation, { params: { id: automation.id } });
      await refresh();
      toasts.show({
        message: t("automations.deleted", { name: automation.name }),
        undo: () => restore(automation),
      });
    },
    async order(ids) {
      const list = await call(routes.orderAutomations, { body: { ids: [...ids] } });
      cache.setQueryData(queryKey, list);
    },
    failed,
  };
}
