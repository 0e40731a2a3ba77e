import { type ChannelId, shortCodeMark } from "@guichet/contract";
import type { ReactNode } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import { useChannels } from "../use-world.ts";
import classes from "./length-meter.module.css";

/** One's own, where the channel wants it behind what one sends (W28). */
export function useShortCode(channelId: ChannelId): string | null {
  const { shortCode } = useMe();
  return useChannels().find((one) => one.id === channelId)?.shortCode === false ? null : shortCode;
}

/** What will stand behind the text. */
export function ShortCode({ shortCode }: { readonly shortCode: string | null }): ReactNode {
  const { t } = useWords();
  const mark = shortCodeMark(shortCode).trim();
  if (mark === "") return null;
  const words = t("replyBox.shortCode", { mark });
  return (
    <span className={classes.code} title={words}>
      <bdi aria-hidden>{mark}</bdi>
      <span className={classes.unseen}>{words}</span>
    </span>
  );
}
