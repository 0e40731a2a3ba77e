import { type TextRoom, textLimitOf, textRoom } from "@guichet/contract";
import { type ReactNode, useMemo } from "react";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./length-meter.module.css";
import { Segments } from "./segments.tsx";
import type { Room } from "./use-room.ts";

/** From here on the room is counted down. */
const COUNTED_FROM = 20;
const STEPS = [20, 10, 5, 0] as const;
const AROUND = 2 * Math.PI * 8;

export function fits({ platform, visibility, once }: Room, text: string): boolean {
  return textRoom(textLimitOf(platform, { visibility, once }), text).left >= 0;
}

type MeterProps = Room & { readonly text: string };

/** A ring that fills with the text; near the end it counts down, behind it up below zero. `text`: as it will be sent. */
export function LengthMeter({ platform, visibility, once, text }: MeterProps): ReactNode {
  const { t, locale } = useWords();
  const { max, unit, segmented } = textLimitOf(platform, { visibility, once });
  const room = useMemo(() => textRoom({ max, unit }, text), [max, unit, text]);
  if (text === "") return null;
  const counted = unit === "bytes" ? "bytes" : "characters";
  const words = t(`replyBox.used_${counted}`, { used: room.used, max: room.max });
  const isNear = room.left <= COUNTED_FROM;
  return (
    <span className={classes.meter} data-state={stateOf(room)} title={words}>
      {segmented && <Segments text={text} />}
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
      {isNear && <span aria-hidden>{room.left.toLocaleString(locale)}</span>}
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
