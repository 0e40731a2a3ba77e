import { Button } from "@mantine/core";
import { IconHash, IconPlus, IconTag } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useWords } from "../../locales/use-words.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Page } from "../../ui/page.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { RowSkeletons } from "../../ui/skeletons.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";
import { DeletedLabels } from "./deleted-labels.tsx";
import { findByName } from "./find-by-name.ts";
import { LabelDialog } from "./label-dialog.tsx";
import type { Label, LabelKind } from "./label-kind.ts";
import { LabelTable } from "./label-table.tsx";
import classes from "./labels.module.css";
import { useDeleteAndRestore, useLabels } from "./use-labels.ts";

type Open = { readonly at: "add" } | { readonly at: "edit" | "delete"; readonly label: Label } | undefined;

/** Topics or tags: found, added, changed, deleted with what uses them told before, and restored. */
export function LabelsPage({ kind }: { readonly kind: LabelKind }): ReactNode {
  const { t } = useWords();
  const { labels, error, retry } = useLabels(kind);
  const { remove, restore } = useDeleteAndRestore(kind);
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState<Open>();
  const close = (): void => setOpen(undefined);
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen({ at: "add" })}>
      {t(`${kind}.add`)}
    </Button>
  );
  const live = labels?.filter((label) => label.deletedAt === null) ?? [];
  const deleted = findByName(labels?.filter((label) => label.deletedAt !== null) ?? [], typed);
  const found = findByName(live, typed);
  return (
    <Page title={t(`${kind}.title`)} text={t(`${kind}.text`)} action={add}>
      {error !== null && <ErrorNotice error={error} onRetry={retry} />}
      {!labels && !error && <RowSkeletons avatar={false} />}
      {labels && live.length === 0 && (
        <EmptyState icon={kind === "topics" ? IconTag : IconHash} title={t(`${kind}.emptyTitle`)} action={add}>
          {t(`${kind}.emptyText`)}
        </EmptyState>
      )}
      {labels && labels.length > 0 && (
        <SearchField className={classes.search} label={t(`${kind}.search`)} value={typed} onChange={setTyped} />
      )}
      {found.length > 0 && (
        <LabelTable
          kind={kind}
          labels={found}
          onEdit={(label) => setOpen({ at: "edit", label })}
          onDelete={(label) => setOpen({ at: "delete", label })}
        />
      )}
      {live.length > 0 && found.length === 0 && deleted.length === 0 && <p>{t(`${kind}.nothing`)}</p>}
      {deleted.length > 0 && <DeletedLabels kind={kind} labels={deleted} onRestore={restore} />}
      {labels && (
        <p className={classes.changes}>
          <Link to="/settings/audit-log">{t(`${kind}.changes`)}</Link>
        </p>
      )}
      {open?.at === "add" && <LabelDialog kind={kind} onClose={close} />}
      {open?.at === "edit" && <LabelDialog kind={kind} label={open.label} onClose={close} />}
      {open?.at === "delete" && (
        <DeleteDialog kind={kind} label={open.label} onClose={close} onDelete={() => remove(open.label)} />
      )}
    </Page>
  );
}
