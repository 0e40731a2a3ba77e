import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../api/queries.ts";
import { useWords } from "../locales/use-words.ts";
import { ErrorNotice } from "./error-notice.tsx";
import classes from "./view-uses.module.css";

type Props = { readonly part: "topics" | "groups" | "channels"; readonly id: string };

/** Whether prioritization names something, before it is deleted; asked afresh each time it is shown. Nothing where it does not. */
export function PriorityUses({ part, id }: Props): ReactNode {
  const { t } = useWords();
  const { data, error } = useQuery({ ...queries.prioritization(), staleTime: 0, refetchOnMount: "always" });
  if (error) return <ErrorNotice error={error} compact />;
  if (data === undefined) return null;
  const named: Record<Props["part"], readonly string[]> = {
    topics: data.topicIds,
    groups: data.contactGroupIds,
    channels: data.channels.map(({ channelId }) => channelId),
  };
  if (!named[part].includes(id)) return null;
  return (
    <div className={classes.uses} role="status">
      <p>{t("ui.priorityUses")}</p>
    </div>
  );
}
