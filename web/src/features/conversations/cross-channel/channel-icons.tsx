import type { ConversationRow, CrossChannelView } from "@guichet/contract";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { PlatformIcon } from "../platform-icon.tsx";
import { useChannels } from "../use-world.ts";
import classes from "./cross-channel.module.css";
import { openInPlace, type WayToConversation } from "./way-to-conversation.ts";

type Props = {
  readonly conversation: ConversationRow;
  readonly channels: CrossChannelView["channels"];
  readonly way: WayToConversation;
};

/** On which channels this person has conversations, and how many; each leads to the newest one there (W89). */
export function ChannelIcons({ conversation, channels, way }: Props): ReactNode {
  const { t } = useWords();
  const names = new Map<string, string>(useChannels().map((one) => [one.id, one.name]));
  return (
    <ul className={classes.icons} aria-label={t("allChannels.channels")}>
      {channels.map((one) => {
        const channel = names.get(one.channelId) ?? t(`platforms.${one.platform}`);
        const label = t("allChannels.countOn", { channel, count: one.conversations });
        return (
          <li key={one.channelId}>
            <a
              className={classes.icon}
              href={way.hrefOf(one.newestId)}
              aria-label={label}
              title={label}
              aria-current={one.newestId === conversation.id ? "true" : undefined}
              onClick={openInPlace(way, one.newestId)}
            >
              <PlatformIcon platform={one.platform} />
              {shortCount(one.conversations)}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

const MOST_SHOWN = 99;

function shortCount(count: number): string {
  return count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count);
}

/** Are there other channels or conversations to tell of? */
export function hasChannels(channels: Props["channels"], beyond: boolean): boolean {
  return beyond || channels.length > 1;
}
