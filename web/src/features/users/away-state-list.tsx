import type { AwayStateView } from "@guichet/contract";
import { ActionIcon, Switch } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useWords } from "../../locales/use-words.ts";
import { Records } from "../../ui/records.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { AwayStateDialog } from "./away-state-dialog.tsx";
import classes from "./away-state-list.module.css";

/** Every away state: switched on and off, renamed, deleted with a way back. */
export function AwayStateList({ states }: { readonly states: readonly AwayStateView[] }): ReactNode {
  const { t } = useWords();
  const deeds = useDeeds();
  const [renaming, setRenaming] = useState<AwayStateView | undefined>();
  return (
    <>
      <Records
        label={t("awayStates.title")}
        rows={states}
        keyOf={(state) => state.id}
        columns={[
          { key: "name", label: t("awayStates.name"), cell: (state) => <strong>{state.name}</strong> },
          {
            key: "people",
            label: t("awayStates.people"),
            cell: (state) => t("awayStates.peopleCount", { count: state.people }),
          },
          {
            key: "enabled",
            label: t("awayStates.enabled"),
            cell: (state) => (
              <Switch
                aria-label={t("awayStates.enable", { name: state.name })}
                checked={state.enabled}
                onChange={(event) => void deeds.enable(state, event.currentTarget.checked)}
              />
            ),
          },
          {
            key: "deeds",
            label: t("awayStates.actions"),
            cell: (state) => (
              <span className={classes.deeds}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t("awayStates.rename", { name: state.name })}
                  onClick={() => setRenaming(state)}
                >
                  <IconPencil size={17} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="red"
                  aria-label={t("awayStates.delete", { name: state.name })}
                  onClick={() => void deeds.remove(state)}
                >
                  <IconTrash size={17} />
                </ActionIcon>
              </span>
            ),
          },
        ]}
      />
      <AwayStateDialog
        key={renaming?.id}
        opened={renaming !== undefined}
        state={renaming}
        onClose={() => setRenaming(undefined)}
      />
    </>
  );
}

function useDeeds() {
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
    await cache.invalidateQueries(queries.awayStates());
  };
  return {
    enable: (state: AwayStateView, enabled: boolean) =>
      attempt(async () => {
        cache.setQueryData(
          queries.awayStates().queryKey,
          (list) =>
            list && { ...list, items: list.items.map((one) => (one.id === state.id ? { ...one, enabled } : one)) },
        );
        await call(routes.patchAwayState, { params: { id: state.id }, body: { enabled } });
      }),
    remove: (state: AwayStateView) =>
      attempt(async () => {
        const params = { id: state.id };
        await call(routes.deleteAwayState, { params });
        const undo = (): void => void attempt(() => call(routes.restoreAwayState, { params }));
        toasts.show({ message: t("awayStates.deleted", { name: state.name }), undo });
      }),
  };
}
