import type { ChannelView, SlaPolicyView } from "@guichet/contract";
import { type ReactNode, useState } from "react";
import { useWords } from "../../locales/use-words.ts";
import { durationWords } from "../../ui/duration-words.ts";
import { Records } from "../../ui/records.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import classes from "./sla.module.css";

type Props = { readonly policies: readonly SlaPolicyView[]; readonly channels: readonly ChannelView[] };

/** Every SLA policy with its targets and channels. */
export function PolicyTable({ policies, channels }: Props): ReactNode {
  const { t, locale } = useWords();
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLocaleLowerCase(locale);
  const namesOf = (one: SlaPolicyView): string =>
    channels.flatMap(({ id, name }) => (one.channelIds.includes(id) ? [name] : [])).join(", ");
  const found = policies.filter((one) => `${one.name} ${namesOf(one)}`.toLocaleLowerCase(locale).includes(wanted));
  const target = (minutes: number | null): string => (minutes === null ? "–" : durationWords(minutes, locale));
  return (
    <div className={classes.list}>
      <SearchField
        label={t("slaSettings.find")}
        value={search}
        onChange={setSearch}
        {...(classes.search === undefined ? {} : { className: classes.search })}
      />
      {found.length === 0 ? (
        <p className={classes.nothing} role="status">
          {t("slaSettings.nothing")}
        </p>
      ) : (
        <Records
          label={t("slaSettings.title")}
          rows={found}
          keyOf={(one) => one.id}
          to={(one) => `/settings/sla-policies/${one.id}`}
          columns={[
            { key: "name", label: t("slaSettings.name"), cell: (one) => <bdi>{one.name}</bdi> },
            { key: "first", label: t("slaSettings.first"), cell: (one) => target(one.firstResponseMinutes) },
            { key: "later", label: t("slaSettings.later"), cell: (one) => target(one.conversationResponseMinutes) },
            {
              key: "channels",
              label: t("slaSettings.channels"),
              cell: (one) => (
                <span title={namesOf(one)}>{t("slaSettings.channelsCount", { count: one.channelIds.length })}</span>
              ),
            },
          ]}
        />
      )}
    </div>
  );
}
