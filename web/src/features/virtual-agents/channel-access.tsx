import type { AutoResponderView, ChannelView } from "@guichet/contract";
import { Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { useResponderDeeds } from "./use-responders.ts";
import classes from "./virtual-agents.module.css";

type Props = { readonly responder: AutoResponderView; readonly channels: readonly ChannelView[] };

/** A switch for each channel, saved at once (R81). */
export function ChannelAccess({ responder, channels }: Props): ReactNode {
  const { t } = useWords();
  const { giveChannel } = useResponderDeeds();
  if (channels.length === 0) return <p className={classes.nothing}>{t("autoResponders.noChannels")}</p>;
  return (
    <ul className={classes.channels} aria-label={t("autoResponders.channels")}>
      {channels.map(({ id, name }) => (
        <li key={id} className={classes.channel}>
          <bdi>{name}</bdi>
          <Switch
            aria-label={t("autoResponders.access", { name })}
            checked={responder.channelIds.includes(id)}
            onChange={(event) => void giveChannel(responder, id, event.currentTarget.checked)}
          />
        </li>
      ))}
    </ul>
  );
}
