import type { ProblemView } from "@guichet/contract";
import { Button } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { RowSkeletons } from "../../ui/skeletons.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useAction } from "../../ui/use-form.ts";
import { ProblemRow } from "./problem-row.tsx";
import classes from "./problems.module.css";
import { reasonWords } from "./reason-words.ts";

export type Group = { readonly kind: ProblemView["kind"]; readonly reason: string; readonly count: number };

/** All problems of one kind and reason: how many, retry them together, or look at each. */
export function ProblemGroup({ group, opened }: { readonly group: Group; readonly opened: boolean }): ReactNode {
  const { t } = useWords();
  const id = useId();
  const [open, setOpen] = useState(opened);
  const retry = useRetryAll(group);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <section className={classes.group}>
      <header className={classes.head}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <Chevron size={17} />
          <span className={classes.words}>
            <span className={classes.reason}>{reasonWords(group.reason, t)}</span>
            <span className={classes.kind}>{t(`problems.kind_${group.kind}`)}</span>
          </span>
          <span className={classes.count}>{t("problems.count", { count: group.count })}</span>
        </button>
        {canRetryAll(group) && (
          <Button size="xs" variant="default" loading={retry.busy} onClick={() => void retry.run()}>
            {t("problems.retryAll")}
          </Button>
        )}
      </header>
      {retry.error !== undefined && <ErrorNotice error={retry.error} compact />}
      {open && (
        <div id={id} className={classes.body}>
          <p className={classes.about}>{t(`problems.kindText_${group.kind}`)}</p>
          <ProblemRows group={group} />
        </div>
      )}
    </section>
  );
}

/** Not what could arrive twice, nor what waits for its channel. */
function canRetryAll({ kind, reason }: Group): boolean {
  return kind !== "outbound_uncertain" && !(kind === "outbound_waiting" && reason.startsWith("channel_"));
}

function useRetryAll({ kind, reason }: Group) {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  return useAction(async () => {
    const { retried } = await call(routes.retryAllProblems, { body: { kind, reason } });
    toasts.show({ message: t("problems.retried", { count: retried }), tone: "good" });
    await cache.invalidateQueries({ queryKey: ["problems"] });
  });
}

function ProblemRows({ group }: { readonly group: Group }): ReactNode {
  const { t } = useWords();
  const list = useInfiniteQuery({
    queryKey: ["problems", group.kind],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listProblems, { query: { kind: group.kind, after: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
  if (list.error) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <RowSkeletons rows={2} avatar={false} />;
  const items = list.data.pages.flatMap((page) => page.items).filter((item) => item.reason === group.reason);
  return (
    <>
      <ul className={classes.list}>
        {items.map((problem) => (
          <ProblemRow key={problem.id} problem={problem} />
        ))}
      </ul>
      {list.hasNextPage && (
        <div className={classes.more}>
          <Button
            size="xs"
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t("ui.loadMore")}
          </Button>
        </div>
      )}
    </>
  );
}
