import type { ReactNode } from "react";
import { useDates } from "../../../locales/use-dates.ts";
import { useWords } from "../../../locales/use-words.ts";
import { PlatformIcon } from "../platform-icon.tsx";
import { useChannels } from "../use-world.ts";
import classes from "./cross-channel.module.css";
import type { Stretch } from "./use-cross-channel.ts";
import { openInPlace, type WayToConversation } from "./way-to-conversation.ts";

type Props = {
  readonly stretch: Stretch;
  readonly current: boolean;
  /** Of the first message that follows. */
  readonly at: string;
  readonly way: WayToConversation;
};

/** Above messages of one conversation among those of others: its channel, and the way there (W89). */
export function StretchHead({ stretch, current, at, way }: Props): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const name = useChannels().find((one) => one.id === stretch.channelId)?.name;
  const channel = name ?? t(`platforms.${stretch.platform}`);
  return (
    <div className={classes.stretch} data-current={current || undefined}>
      <h3 className={classes.where}>
        <PlatformIcon platform={stretch.platform} />
        <bdi>{channel}</bdi>
        {current && <span className={classes.here}>{t("allChannels.here")}</span>}
      </h3>
      {!current && (
        <a
          className={classes.open}
          href={way.hrefOf(stretch.id)}
          aria-label={t("allChannels.openOn", { channel, date: dates.format(at, "date") })}
          onClick={openInPlace(way, stretch.id)}
        >
          {t("allChannels.open")}
        </a>
      )}
    </div>
  );
}
