import type { ChannelView, OrganizationView } from "@guichet/contract";
import { Button, Switch } from "@mantine/core";
import { IconAlertTriangle, IconMessages } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useWords } from "../../locales/use-words.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PlatformIcon } from "../../ui/platform-icon.tsx";
import { Records } from "../../ui/records.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import classes from "./labels.module.css";

type Props = {
  readonly channels: readonly ChannelView[];
  readonly organization: OrganizationView;
  readonly hasTopics: boolean;
};

/** One switch for each channel and one for all (decision 5). Each works at once. */
export function TopicRequiredTable({ channels, organization, hasTopics }: Props): ReactNode {
  const { t } = useWords();
  const switches = useSwitches();
  const all = switches.foreseen.get("all") ?? organization.topicRequired;
  const rows = channels.toSorted((a, b) => a.name.localeCompare(b.name));
  const some = all || channels.some((channel) => channel.topicRequired);
  return (
    <>
      {!hasTopics && some && (
        <div className={classes.warning} role="status">
          <IconAlertTriangle size={17} stroke={1.8} aria-hidden />
          <span>{t("topicRequired.noTopics")}</span>
          <Button component={Link} to="/settings/topics" size="xs" variant="default">
            {t("topicRequired.addTopics")}
          </Button>
        </div>
      )}
      <div className={classes.all}>
        <Switch
          checked={all}
          label={t("topicRequired.all")}
          description={t("topicRequired.allText")}
          onChange={(event) => switches.setAll(event.currentTarget.checked)}
        />
      </div>
      {rows.length === 0 ? (
        <EmptyState icon={IconMessages} title={t("topicRequired.emptyTitle")}>
          {t("topicRequired.emptyText")}
        </EmptyState>
      ) : (
        <Records
          label={t("settings.topicRequired")}
          rows={rows}
          keyOf={(channel) => channel.id}
          columns={[
            { key: "name", label: t("topicRequired.channel"), cell: (channel) => <strong>{channel.name}</strong> },
            {
              key: "platform",
              label: t("topicRequired.platform"),
              cell: (channel) => (
                <span className={classes.platform}>
                  <PlatformIcon platform={channel.platform} />
                  {t(`platforms.${channel.platform}`)}
                </span>
              ),
            },
            {
              key: "required",
              label: t("topicRequired.required"),
              cell: (channel) => (
                <span className={classes.platform}>
                  {all && <span className={classes.description}>{t("topicRequired.byAll")}</span>}
                  <Switch
                    aria-label={t("topicRequired.requiredOf", { name: channel.name })}
                    checked={all || (switches.foreseen.get(channel.id) ?? channel.topicRequired)}
                    disabled={all}
                    onChange={(event) => switches.setChannel(channel, event.currentTarget.checked)}
                  />
                </span>
              ),
            },
          ]}
        />
      )}
    </>
  );
}

type Switches = {
  /** What was switched and is not saved yet, by channel or `all`. */
  readonly foreseen: ReadonlyMap<string, boolean>;
  readonly setAll: (on: boolean) => void;
  readonly setChannel: (channel: ChannelView, on: boolean) => void;
};

function useSwitches(): Switches {
  const cache = useQueryClient();
  const toasts = useToasts();
  const say = useRefusalWords();
  const { t } = useWords();
  const [foreseen, setForeseen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const run = (key: string, on: boolean, work: () => Promise<void>): void => {
    setForeseen((before) => new Map(before).set(key, on));
    work()
      .then(() => toasts.show({ message: t("ui.saved"), tone: "good" }))
      .catch((error: unknown) => toasts.show({ message: say(error), tone: "bad" }))
      .finally(() =>
        setForeseen((before) => new Map([...before].filter(([other, value]) => other !== key || value !== on))),
      );
  };
  return {
    foreseen,
    setAll: (on) =>
      run("all", on, async () => {
        const now = await call(routes.patchOrganization, { body: { topicRequired: on } });
        cache.setQueryData(queries.organization().queryKey, now);
      }),
    setChannel: (channel, on) =>
      run(channel.id, on, async () => {
        const now = await call(routes.patchChannel, { params: { id: channel.id }, body: { topicRequired: on } });
        cache.setQueryData(queries.channels().queryKey, (list) =>
          list ? { items: list.items.map((one) => (one.id === now.id ? now : one)) } : list,
        );
      }),
  };
}
