import type { LabelUses } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { AutomationUses } from "../../ui/automation-uses.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { PriorityUses } from "../../ui/priority-uses.tsx";
import { SkillSetUses } from "../../ui/skill-set-uses.tsx";
import { ViewUses } from "../../ui/view-uses.tsx";
import { KEEPERS, type Label, type LabelKind } from "./label-kind.ts";
import classes from "./labels.module.css";

type Props = {
  readonly kind: LabelKind;
  readonly label: Label;
  readonly onClose: () => void;
  readonly onDelete: () => Promise<void>;
};

/** Says where it is used before it goes. */
export function DeleteDialog({ kind, label, onClose, onDelete }: Props): ReactNode {
  const { t } = useWords();
  const { data, error } = useQuery({
    queryKey: [kind, label.id, "uses"],
    queryFn: () => KEEPERS[kind].countUses(label.id),
    staleTime: 0,
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t(`${kind}.deleteTitle`, { name: label.name })}
      confirmLabel={t(`${kind}.deleteSubmit`)}
      danger
      onConfirm={onDelete}
    >
      <p className={classes.uses} role="status">
        {data ? <Uses kind={kind} uses={data} /> : !error && t("ui.loading")}
      </p>
      {error && <ErrorNotice error={error} compact />}
      <ViewUses part={kind} id={label.id} />
      <AutomationUses part={kind} id={label.id} />
      {kind === "topics" && (
        <>
          <SkillSetUses part="topics" id={label.id} />
          <PriorityUses part="topics" id={label.id} />
        </>
      )}
      <p className={classes.uses}>{t(`${kind}.deleteConfirm`)}</p>
    </ConfirmDialog>
  );
}

function Uses({ kind, uses }: { readonly kind: LabelKind; readonly uses: LabelUses }): ReactNode {
  const { t, locale } = useWords();
  const { new: fresh, pending, resolved } = uses.conversations;
  if (fresh + pending + resolved === 0) return t(`${kind}.usesNone`);
  const number = (value: number): string => value.toLocaleString(locale);
  return t(`${kind}.uses`, { open: fresh + pending, new: number(fresh), pending: number(pending), resolved });
}
