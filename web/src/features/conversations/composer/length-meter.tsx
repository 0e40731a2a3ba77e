import { PLATFORMS, type Platform, type TextRoom, textRoom } from "@guichet/contract";
import { type ReactNode, useMemo } from "react";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./length-meter.module.css";

/** From here on the room is counted down. */
const COUNTED_FROM = 20;
const STEPS = [20, 10, 5, 0] as const;
const AROUND = 2 * Math.PI * 8;

/** Does it fit into one message of the platform? */
export function fits(platform: Platform, text: string): boolean {
  return textRoom(PLATFORMS[platform].text, text).left >= 0;
}

/** A ring that fills with the text; near the end it counts down, behind it up below zero. `text`: as it will be sent. */
export function LengthMeter({ platform, text }: { readonly platform: Platform; readonly text: string }): ReactNode {
  const { t, locale } = useWords();
  const { text: limit } = PLATFORMS[platform];
  const room = useMemo(() => textRoom(limit, text), [limit, text]);
  if (text === "") return null;
  const unit = limit.unit === "bytes" ? "bytes" : "characters";
  const words = t(`replyBox.used_${unit}`, { used: room.used, max: room.max });
  const counted = room.left <= COUNTED_FROM;
  return (
    <span className={classes.meter} data-state={stateOf(room)} title={words}>
      <svg className={classes.ring} viewBox="0 0 20 20" role="img" aria-label={words}>
        <circle className={classes.track} cx="10" cy="10" r="8" />
        <circle
          className={classes.used}
          cx="10"
          cy="10"
          r="8"
          strokeDasharray={`${AROUND * Math.min(1, room.used / room.max)} ${AROUND}`}
        />
      </svg>
      {counted && <span aria-hidden>{room.left.toLocaleString(locale)}</span>}
      <span className={classes.unseen} role="status">
        {saidOf(room, (left) =>
          left < 0 ? t("replyBox.tooLong", { count: -left }) : t("replyBox.left", { count: left }),
        )}
      </span>
    </span>
  );
}

function stateOf({ left, max }: TextRoom): "room" | "near" | "over" {
  if (left < 0) return "over";
  return left <= Math.max(COUNTED_FROM, max * 0.1) ? "near" : "room";
}

/** Not with every key: at some steps towards the end, and when it is too long. */
function saidOf({ left }: TextRoom, say: (left: number) => string): string {
  if (left < 0) return say(left);
  const step = STEPS.findLast((one) => left <= one);
  return step === undefined ? "" : say(step);
}
