import type { ChannelView } from "@guichet/contract";
import type { ReactNode } from "react";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { PlatformIcon } from "../../ui/platform-icon.tsx";
import { Records } from "../../ui/records.tsx";
import { AutoResolveTimes } from "./auto-resolve-times.tsx";
import { ChannelState, latestOf } from "./channel-words.tsx";
import classes from "./channels.module.css";

/** Every channel with its platform, state and access (W150, W172). */
export function ChannelList({ channels }: { readonly channels: readonly ChannelView[] }): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const lastMessage = (channel: ChannelView): string => {
    const last = latestOf(channel.lastInboundAt, channel.lastOutboundAt);
    return last ? dates.ago(last) : t("channels.noMessage");
  };
  return (
    <Records
      label={t("channels.title")}
      rows={channels.toSorted((a, b) => a.platform.localeCompare(b.platform) || a.name.localeCompare(b.name))}
      keyOf={(channel) => channel.id}
      to={(channel) => `/settings/channels/${channel.id}`}
      columns={[
        { key: "name", label: t("channels.name"), cell: (channel) => <NameAndAddress channel={channel} /> },
        {
          key: "platform",
          label: t("channels.platform"),
          cell: (channel) => <span className={classes.narrow}>{t(`platforms.${channel.platform}`)}</span>,
        },
        { key: "state", label: t("channels.state"), cell: (channel) => <ChannelState {...channel} /> },
        {
          key: "autoAssign",
          label: t("channels.autoAssign"),
          secondary: true,
          cell: (channel) => t(channel.autoAssign ? "ui.on" : "ui.off"),
        },
        {
          key: "autoResolve",
          label: t("queue.column"),
          secondary: true,
          cell: (channel) => <AutoResolveTimes channel={channel} />,
        },
        {
          key: "access",
          label: t("channels.access"),
          cell: ({ users, teamIds }) => (
            <span className={`${classes.narrow} ${classes.pair}`}>
              {t("channels.accessCount", { agents: users.length, teams: teamIds.length })}
            </span>
          ),
        },
        { key: "last", label: t("channels.lastMessage"), secondary: true, cell: lastMessage },
      ]}
    />
  );
}

function NameAndAddress({ channel }: { readonly channel: ChannelView }): ReactNode {
  return (
    <span className={classes.name}>
      <PlatformIcon platform={channel.platform} size={18} framed />
      <span className={classes.words}>
        <span className={classes.title}>{channel.name}</span>
        <span className={classes.address}>{channel.address}</span>
      </span>
    </span>
  );
}
