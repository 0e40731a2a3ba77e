import { BOOMERANG_MOST_DAYS, BOOMERANG_PRESETS, type BoomerangWish } from "@guichet/contract";
import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import { MomentList } from "./moment-list.tsx";
import { OwnMoment } from "./own-moment.tsx";
import { spanWords } from "./span-words.ts";
import { toInstant, toLocal } from "./zoned.ts";

type Props = {
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly now: number;
  readonly disabled?: boolean;
  /** After how long Pending is resolved by itself, and so would not come back; undefined: it will not be Pending. */
  readonly pendingHours: number | undefined;
  /** What is said of a moment after that. */
  readonly resolvedFirst: (time: string) => string;
  readonly onChoose: (wish: BoomerangWish) => void;
};
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A note, and when it comes back: the usual moments, which act at once, or one of one's own (W62). */
export function WhenFields(props: Props): ReactNode {
  const { note, onNote, now, disabled = false, pendingHours, resolvedFirst, onChoose } = props;
  const { t, locale } = useWords();
  const zone = useMe().timeZone;
  return (
    <>
      <TextInput
        label={t("time.note")}
        description={t("time.noteHint")}
        placeholder={t("ui.optional")}
        maxLength={500}
        autoComplete="off"
        value={note}
        onChange={(event) => onNote(event.currentTarget.value)}
      />
      <MomentList
        legend={t("time.backIn")}
        moments={BOOMERANG_PRESETS.map((key) => ({ key, label: t(`time.preset_${key}`), at: now + key * MINUTE }))}
        now={now}
        disabled={disabled}
        onChoose={(inMinutes) => onChoose({ inMinutes, note: note.trim() })}
      />
      <OwnMoment
        first={nextMorning(now, zone)}
        mostDays={BOOMERANG_MOST_DAYS}
        now={now}
        disabled={disabled}
        warn={(at) =>
          pendingHours !== undefined && at - now >= pendingHours * HOUR
            ? resolvedFirst(spanWords(pendingHours, locale))
            : undefined
        }
        onChoose={(at) => onChoose({ at: at.toISOString(), note: note.trim() })}
      />
    </>
  );
}

/** Nine in the morning, the next day. */
function nextMorning(now: number, zone: string): Date {
  const tomorrow = toLocal(new Date(now + 24 * HOUR), zone).slice(0, 10);
  return toInstant(`${tomorrow}T09:00`, zone) ?? new Date(now + 24 * HOUR);
}
