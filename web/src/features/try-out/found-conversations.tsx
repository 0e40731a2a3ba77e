import type { AutomationTryOut } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../../api/queries.ts";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { type Column, Records } from "../../ui/records.tsx";
import classes from "./try-out.module.css";

type Found = Omit<AutomationTryOut["conversations"]["items"][number], "resolved" | "team">;
type Props<Item extends Found> = {
  readonly title: string;
  readonly list: { readonly items: readonly Item[]; readonly total: number; readonly hidden: number };
  /** What would become of it. */
  readonly outcome: { readonly label: string; readonly words: (item: Item) => ReactNode };
};

/** The newest conversations that a draft fits, each a link; what one may not see is told and not listed. */
export function FoundConversations<Item extends Found>({ title, list, outcome }: Props<Item>): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const channels = useQuery(queries.channels()).data?.items ?? [];
  const { items, total, hidden } = list;
  const columns: Column<Item>[] = [
    {
      key: "contact",
      label: t("tryOut.contact"),
      cell: ({ contactName, text }) => (
        <span className={classes.found}>
          <strong>
            <bdi>{contactName}</bdi>
          </strong>
          <span className={classes.excerpt}>{text}</span>
        </span>
      ),
    },
    { key: "outcome", label: outcome.label, cell: outcome.words },
    {
      key: "channel",
      label: t("tryOut.channel"),
      secondary: true,
      cell: ({ channelId }) => channels.find((one) => one.id === channelId)?.name ?? "",
    },
    { key: "at", label: t("tryOut.when"), secondary: true, cell: ({ at }) => dates.format(at, "dateTime") },
  ];
  return (
    <section className={classes.part} aria-label={title}>
      <h3 className={classes.heading}>{title}</h3>
      {hidden > 0 && <p className={classes.hint}>{t("tryOut.hidden", { count: hidden })}</p>}
      {items.length > 0 && (
        <div className={classes.scroll}>
          <Records
            label={title}
            columns={columns}
            rows={items}
            keyOf={({ id }) => id}
            to={({ id, status }) => `/inbox/${status}/${id}`}
          />
        </div>
      )}
      {items.length < total - hidden && (
        <p className={classes.hint}>{t("tryOut.newestOf", { count: items.length, total: total - hidden })}</p>
      )}
    </section>
  );
}
