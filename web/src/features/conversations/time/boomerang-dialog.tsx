import { BOOMERANG_MOST_DAYS, BOOMERANG_PRESETS, type BoomerangWish } from "@guichet/contract";
import { SegmentedControl, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { useMe } from "../../../api/me.ts";
import { queries } from "../../../api/queries.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import type { AskedBoomerang } from "../resolving/ask-first.tsx";
import { asksFor, missingIn, NOTHING_GIVEN, toGiven } from "../resolving/asks.ts";
import { ResolveFields } from "../resolving/resolve-fields.tsx";
import classes from "./boomerang.module.css";
import { MomentList } from "./moment-list.tsx";
import { OwnMoment } from "./own-moment.tsx";
import { toInstant, toLocal } from "./zoned.ts";

type Props = { readonly asked: AskedBoomerang; readonly onClose: () => void };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** When the conversation comes back to New by itself, and what for (W62). A preset acts at once. */
export function BoomerangDialog({ asked, onClose }: Props): ReactNode {
  useFocusBack();
  const { t, locale } = useWords();
  const { row } = asked;
  const zone = useMe().timeZone;
  const [now] = useState(() => Date.now());
  const world = useQuery(queries.bootstrap()).data;
  const [then, setThen] = useState(asked.then);
  const [note, setNote] = useState(row.boomerang?.note ?? "");
  const [given, setGiven] = useState(NOTHING_GIVEN);
  const asks = then === "resolved" ? asksFor(row, world) : [];
  const complete = missingIn(given, asks, world).length === 0;
  /** After how long Pending is resolved by itself here; undefined: it will not be Pending. */
  const pendingHours =
    then === "pending" ? world?.channels.find((one) => one.id === row.channelId)?.pendingHours : undefined;
  const go = (wish: BoomerangWish): void => {
    onClose();
    asked.go(then, wish, toGiven(given, asks));
  };
  return (
    <Dialog opened onClose={onClose} title={t(`time.backFrom_${then}`)} size={440}>
      <div className={classes.form}>
        {row.status !== "resolved" && <Until then={then} onThen={setThen} />}
        <ResolveFields asks={asks} given={given} onGiven={setGiven} />
        <TextInput
          label={t("time.note")}
          description={t("time.noteHint")}
          placeholder={t("ui.optional")}
          maxLength={500}
          autoComplete="off"
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <MomentList
          legend={t("time.backIn")}
          moments={BOOMERANG_PRESETS.map((key) => ({ key, label: t(`time.preset_${key}`), at: now + key * MINUTE }))}
          now={now}
          disabled={!complete}
          onChoose={(inMinutes) => go({ inMinutes, note: note.trim() })}
        />
        <OwnMoment
          first={nextMorning(now, zone)}
          mostDays={BOOMERANG_MOST_DAYS}
          now={now}
          disabled={!complete}
          warn={(at) =>
            pendingHours !== undefined && at - now >= pendingHours * HOUR
              ? t("time.resolvedFirst", { time: spanWords(pendingHours, locale) })
              : undefined
          }
          onChoose={(at) => go({ at: at.toISOString(), note: note.trim() })}
        />
      </div>
    </Dialog>
  );
}

type UntilProps = { readonly then: "pending" | "resolved"; readonly onThen: (then: "pending" | "resolved") => void };

function Until({ then, onThen }: UntilProps): ReactNode {
  const { t } = useWords();
  const id = useId();
  return (
    <div className={classes.until}>
      <span className={classes.label} id={id}>
        {t("time.until")}
      </span>
      <SegmentedControl
        aria-labelledby={id}
        value={then}
        onChange={(value) => onThen(value === "resolved" ? "resolved" : "pending")}
        data={[
          { value: "pending", label: t("conversations.status_pending") },
          { value: "resolved", label: t("conversations.status_resolved") },
        ]}
      />
    </div>
  );
}

/** `30 days`, `36 hours`. */
function spanWords(hours: number, locale: string): string {
  const [unit, amount] = hours % 24 === 0 ? (["day", hours / 24] as const) : (["hour", hours] as const);
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(amount);
}

/** Nine in the morning, the next day. */
function nextMorning(now: number, zone: string): Date {
  const tomorrow = toLocal(new Date(now + 24 * HOUR), zone).slice(0, 10);
  return toInstant(`${tomorrow}T09:00`, zone) ?? new Date(now + 24 * HOUR);
}
