import type { ResolutionReasonView } from "@guichet/contract";
import { ActionIcon, Switch, Tooltip } from "@mantine/core";
import { IconChecklist, IconPencil, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../../api/call.ts";
import { queries } from "../../../api/queries.ts";
import { routes } from "../../../api/routes.ts";
import { useRefusalWords } from "../../../locales/refusal-words.ts";
import { useWords } from "../../../locales/use-words.ts";
import { AutomationUses } from "../../../ui/automation-uses.tsx";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Records } from "../../../ui/records.tsx";
import { useToasts } from "../../../ui/toasts.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import classes from "./reasons.module.css";

/** What one may resolve with: each is switched at once, renamed or deleted. */
export function ReasonList({ reasons }: { readonly reasons: readonly ResolutionReasonView[] }): ReactNode {
  const { t } = useWords();
  const [renamed, setRenamed] = useState<ResolutionReasonView>();
  const [deleted, setDeleted] = useState<ResolutionReasonView>();
  const cache = useQueryClient();
  const setActive = useSetActive();
  if (reasons.length === 0) {
    return (
      <EmptyState icon={IconChecklist} title={t("reasons.emptyTitle")}>
        {t("reasons.emptyText")}
      </EmptyState>
    );
  }
  return (
    <>
      <Records
        label={t("reasons.list")}
        rows={reasons}
        keyOf={(reason) => reason.id}
        columns={[
          { key: "name", label: t("reasons.name"), cell: (reason) => <strong>{reason.name}</strong> },
          {
            key: "active",
            label: t("reasons.active"),
            cell: (reason) => (
              <Switch
                aria-label={t("reasons.activeOf", { name: reason.name })}
                checked={reason.active}
                onChange={(event) => setActive(reason, event.currentTarget.checked)}
              />
            ),
          },
          {
            key: "deeds",
            label: "",
            cell: (reason) => <Deeds reason={reason} onRename={setRenamed} onDelete={setDeleted} />,
          },
        ]}
      />
      <ReasonDialog opened={renamed !== undefined} reason={renamed} onClose={() => setRenamed(undefined)} />
      <ConfirmDialog
        opened={deleted !== undefined}
        onClose={() => setDeleted(undefined)}
        title={t("reasons.deleteTitle", { name: deleted?.name ?? "" })}
        confirmLabel={t("ui.delete")}
        danger
        onConfirm={async () => {
          if (deleted) await call(routes.deleteReason, { params: { id: deleted.id } });
          await cache.invalidateQueries({ queryKey: queries.reasons().queryKey });
        }}
      >
        {deleted && <AutomationUses part="reasons" id={deleted.id} />}
        {t("reasons.deleteText")}
      </ConfirmDialog>
    </>
  );
}

type DeedsProps = {
  readonly reason: ResolutionReasonView;
  readonly onRename: (reason: ResolutionReasonView) => void;
  readonly onDelete: (reason: ResolutionReasonView) => void;
};

function Deeds({ reason, onRename, onDelete }: DeedsProps): ReactNode {
  const { t } = useWords();
  return (
    <span className={classes.deeds}>
      <ActionIcon aria-label={t("reasons.renameOf", { name: reason.name })} onClick={() => onRename(reason)}>
        <IconPencil size={17} stroke={1.8} />
      </ActionIcon>
      {reason.provided ? (
        <Tooltip
          label={t("reasons.provided")}
          multiline
          w={260}
          withArrow
          events={{ hover: true, focus: true, touch: true }}
        >
          <ActionIcon
            aria-label={`${t("reasons.deleteOf", { name: reason.name })}. ${t("reasons.provided")}`}
            aria-disabled
            data-disabled
          >
            <IconTrash size={17} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
      ) : (
        <ActionIcon aria-label={t("reasons.deleteOf", { name: reason.name })} onClick={() => onDelete(reason)}>
          <IconTrash size={17} stroke={1.8} />
        </ActionIcon>
      )}
    </span>
  );
}

/** On the screen at once, back when the server refuses. */
function useSetActive(): (reason: ResolutionReasonView, active: boolean) => void {
  const cache = useQueryClient();
  const toasts = useToasts();
  const say = useRefusalWords();
  const { queryKey } = queries.reasons();
  const put = (now: ResolutionReasonView): void => {
    cache.setQueryData(queryKey, (all) => all?.map((one) => (one.id === now.id ? now : one)));
  };
  return (reason, active) => {
    put({ ...reason, active });
    call(routes.patchReason, { params: { id: reason.id }, body: { active } }).then(put, (error: unknown) => {
      put(reason);
      toasts.show({ message: say(error), tone: "bad" });
    });
  };
}
