import type { BusinessHoursView, ChannelView } from "@guichet/contract";
import { toOpeningHours } from "@guichet/contract/business-hours/business-time";
import { type ReactNode, useState } from "react";
import { useWords } from "../../locales/use-words.ts";
import { Records } from "../../ui/records.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import classes from "./business-hours.module.css";
import { HoursState } from "./hours-state.tsx";

type Props = { readonly hours: readonly BusinessHoursView[]; readonly channels: readonly ChannelView[] };

/** Every set of business hours: how it stands now, where it is, which channels follow it. */
export function HoursTable({ hours, channels }: Props): ReactNode {
  const { t, locale } = useWords();
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLocaleLowerCase(locale);
  const namesOf = (one: BusinessHoursView): string =>
    channels.flatMap(({ id, name }) => (one.channelIds.includes(id) ? [name] : [])).join(", ");
  const found = hours.filter((one) =>
    `${one.name} ${one.timeZone} ${namesOf(one)}`.toLocaleLowerCase(locale).includes(wanted),
  );
  return (
    <div className={classes.list}>
      <SearchField
        label={t("businessHours.find")}
        value={search}
        onChange={setSearch}
        {...(classes.search === undefined ? {} : { className: classes.search })}
      />
      {found.length === 0 ? (
        <p className={classes.nothing} role="status">
          {t("businessHours.nothing")}
        </p>
      ) : (
        <Records
          label={t("businessHours.title")}
          rows={found}
          keyOf={(one) => one.id}
          to={(one) => `/settings/business-hours/${one.id}`}
          columns={[
            { key: "name", label: t("businessHours.name"), cell: (one) => <bdi>{one.name}</bdi> },
            {
              key: "state",
              label: t("businessHours.state"),
              cell: (one) => <HoursState hours={toOpeningHours(one)} />,
            },
            {
              key: "zone",
              label: t("businessHours.timeZone"),
              cell: (one) => one.timeZone.replaceAll("_", " "),
              secondary: true,
            },
            {
              key: "channels",
              label: t("businessHours.channels"),
              cell: (one) => (
                <span title={namesOf(one)}>{t("businessHours.channelsCount", { count: one.channelIds.length })}</span>
              ),
            },
          ]}
        />
      )}
    </div>
  );
}
