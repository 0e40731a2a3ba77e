import type { AutoResponderView, ChannelView } from "@guichet/contract";
import { Switch } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useWords } from "../../locales/use-words.ts";
import { Records } from "../../ui/records.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { useResponderDeeds } from "./use-responders.ts";
import classes from "./virtual-agents.module.css";

type Props = { readonly responders: readonly AutoResponderView[]; readonly channels: readonly ChannelView[] };

/** Every auto responder with what it says first, where it works, and a switch. */
export function ResponderTable({ responders, channels }: Props): ReactNode {
  const { t, locale } = useWords();
  const { enable } = useResponderDeeds();
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLocaleLowerCase(locale);
  const namesOf = (one: AutoResponderView): string =>
    channels.flatMap(({ id, name }) => (one.channelIds.includes(id) ? [name] : [])).join(", ");
  const found = responders.filter((one) => `${one.name} ${namesOf(one)}`.toLocaleLowerCase(locale).includes(wanted));
  return (
    <div className={classes.list}>
      <SearchField
        label={t("autoResponders.find")}
        value={search}
        onChange={setSearch}
        {...(classes.search === undefined ? {} : { className: classes.search })}
      />
      {found.length === 0 ? (
        <p className={classes.nothing} role="status">
          {t("autoResponders.nothing")}
        </p>
      ) : (
        <Records
          label={t("autoResponders.title")}
          rows={found}
          keyOf={(one) => one.id}
          columns={[
            { key: "name", label: t("autoResponders.name"), cell: (one) => <Name responder={one} /> },
            {
              key: "activation",
              label: t("autoResponders.activation"),
              cell: (one) => t(`autoResponders.${one.activation}`),
            },
            {
              key: "channels",
              label: t("autoResponders.channels"),
              cell: (one) => (
                <span title={namesOf(one)}>{t("autoResponders.channelsCount", { count: one.channelIds.length })}</span>
              ),
            },
            {
              key: "enabled",
              label: t("autoResponders.enabled"),
              cell: (one) => (
                <Switch
                  aria-label={t("autoResponders.enable", { name: one.name })}
                  checked={one.enabled}
                  onChange={(event) => void enable(one, event.currentTarget.checked)}
                />
              ),
            },
          ]}
        />
      )}
    </div>
  );
}

function Name({ responder: { id, name, scripts } }: { readonly responder: AutoResponderView }): ReactNode {
  const [first] = scripts;
  return (
    <Link to="/settings/auto-responders/$responderId" params={{ responderId: id }} className={classes.name}>
      <strong>
        <bdi>{name}</bdi>
      </strong>
      <bdi className={classes.said}>{first?.inside || first?.outside}</bdi>
    </Link>
  );
}
