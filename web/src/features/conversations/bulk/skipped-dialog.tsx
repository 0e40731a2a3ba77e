import type { BulkActionView, BulkSkippedItem, ConversationStatus } from "@guichet/contract";
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { RowSkeletons } from "../../../ui/skeletons.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { keys } from "../keys.ts";
import classes from "./bulk.module.css";

type Props = {
  readonly action: BulkActionView;
  readonly queue: ConversationStatus;
  readonly onClose: () => void;
};

/** Which conversations were left as they are, and why; each opens (W51). */
export function SkippedDialog({ action, queue, onClose }: Props): ReactNode {
  const { t } = useWords();
  useFocusBack();
  const pages = useInfiniteQuery({
    queryKey: keys.bulkSkipped(action.id),
    queryFn: ({ pageParam, signal }) =>
      call(routes.listSkipped, { params: { id: action.id }, query: { after: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
  });
  const items = pages.data?.pages.flatMap((page) => page.items);
  return (
    <Dialog opened onClose={onClose} title={t("bulk.leftTitle", { count: action.skipped })}>
      {pages.isError && <ErrorNotice error={pages.error} onRetry={() => void pages.refetch()} />}
      {items === undefined && !pages.isError && <RowSkeletons rows={3} />}
      {items && (
        <ul className={classes.left}>
          {items.map((item) => (
            <Left key={item.place} item={item} queue={queue} onClose={onClose} />
          ))}
        </ul>
      )}
      {pages.hasNextPage && (
        <Button variant="default" size="xs" loading={pages.isFetching} onClick={() => void pages.fetchNextPage()}>
          {t("bulk.showMore")}
        </Button>
      )}
    </Dialog>
  );
}

type LeftProps = {
  readonly item: BulkSkippedItem;
  readonly queue: ConversationStatus;
  readonly onClose: () => void;
};

function Left({ item, queue, onClose }: LeftProps): ReactNode {
  const { t } = useWords();
  const { conversation, reason, heldBy } = item;
  return (
    <li className={classes.leftItem}>
      {conversation === null ? (
        <span>{t("bulk.unseen")}</span>
      ) : (
        <Link
          to="/inbox/$queue/$conversationId"
          params={{ queue, conversationId: conversation.id }}
          search
          onClick={onClose}
        >
          <bdi>{conversation.contactName}</bdi>
        </Link>
      )}
      <span className={classes.why}>
        {reason === "locked" && heldBy !== null ? t("bulk.skip_lockedBy", { name: heldBy }) : t(`bulk.skip_${reason}`)}
      </span>
    </li>
  );
}
