import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import type { Icon } from "../../ui/icon.ts";
import { SearchField } from "../../ui/search-field.tsx";
import { RowSkeletons } from "../../ui/skeletons.tsx";
import classes from "./privacy.module.css";

type Props = {
  readonly log: {
    readonly items: readonly unknown[] | undefined;
    readonly error: unknown;
    readonly retry: () => void;
    readonly loading: boolean;
    readonly more: (() => void) | undefined;
    readonly typed: string;
    readonly setTyped: (typed: string) => void;
  };
  readonly searchLabel: string;
  readonly icon: Icon;
  readonly emptyTitle: string;
  readonly emptyText: string;
  readonly children: ReactNode;
};

/** Around the table of a log: search, what there is to say when it is empty, and the next page. */
export function LogFrame({ log, searchLabel, icon, emptyTitle, emptyText, children }: Props): ReactNode {
  const { t } = useWords();
  const { items, typed } = log;
  const searched = typed.trim() !== "";
  return (
    <>
      {log.error != null && <ErrorNotice error={log.error} onRetry={log.retry} />}
      {items === undefined && log.error == null && <RowSkeletons avatar={false} />}
      {items !== undefined && (items.length > 0 || searched) && (
        <SearchField className={classes.search} label={searchLabel} value={typed} onChange={log.setTyped} />
      )}
      {items?.length === 0 &&
        (searched ? (
          <p role="status">{t("privacy.nothing")}</p>
        ) : (
          <EmptyState icon={icon} title={emptyTitle}>
            {emptyText}
          </EmptyState>
        ))}
      {items !== undefined && items.length > 0 && children}
      {log.more && (
        <div>
          <Button variant="default" loading={log.loading} onClick={log.more}>
            {t("ui.loadMore")}
          </Button>
        </div>
      )}
    </>
  );
}
