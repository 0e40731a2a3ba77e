import type { BusinessHoursView, ChannelId, ChannelView } from "@guichet/contract";
import { TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { Refusal } from "../../api/refusal.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { ChannelChoice, holdersAmong, TakeOverDialog } from "../../ui/channel-choice.tsx";
import { EditorEnd } from "../../ui/editor-end.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { useLeaveGuard } from "../../ui/leave-guard.tsx";
import { changesIn } from "../../ui/theirs.ts";
import { TimeZoneSelect } from "../../ui/time-zone-select.tsx";
import { useForm } from "../../ui/use-form.ts";
import { useListedSave } from "../../ui/use-listed-save.ts";
import classes from "./business-hours.module.css";
import { DeleteHours } from "./delete-hours.tsx";
import { HolidayList } from "./holiday-list.tsx";
import { HoursState } from "./hours-state.tsx";
import { firstValues, type HoursValues, problemsIn, readyHours, toBody, toValues } from "./hours-values.ts";
import { HOURS_FIELDS, hoursInWords } from "./hours-words.ts";
import { WeekHours } from "./week-hours.tsx";

type Props = {
  /** Null: new ones. */
  readonly hours: BusinessHoursView | null;
  readonly all: readonly BusinessHoursView[];
  readonly channels: readonly ChannelView[];
  /** For new ones: the organization's. */
  readonly timeZone: string;
  readonly onDone: () => void;
  /** Begins anew with what the server has now. */
  readonly onReload: () => void;
};

/** Name, time zone, week, holidays and channels of one set of business hours (W168). */
export function HoursEditor({ hours, all, channels, timeZone, onDone, onReload }: Props): ReactNode {
  const words = useWords();
  const { t } = words;
  const form = useForm<HoursValues>(hours === null ? firstValues(timeZone) : toValues(hours));
  const { values, set } = form;
  const { guard, leave } = useLeaveGuard(form.dirty);
  const done = (): void => leave(onDone);
  const save = useSave(hours, values, done);
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const problems = problemsIn(values);
  const others = all.filter((one) => one.id !== hours?.id);
  const { holderOf, taken } = holdersAmong(others, channels, values.channelIds);
  const send = (): void => {
    setTried(true);
    if (problems.size > 0) return;
    if (taken.length > 0) setAsking(true);
    else void save.run([]);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send();
  };
  const nameTaken = save.error instanceof Refusal && save.error.code === "already_exists";
  const ready = readyHours(values);
  return (
    <form className={classes.form} onSubmit={submit}>
      <FormSection title={t("businessHours.name")}>
        <TextInput
          aria-label={t("businessHours.name")}
          maxLength={100}
          autoComplete="off"
          data-autofocus
          value={values.name}
          error={
            nameTaken ? t("businessHours.nameTaken") : tried && problems.has("name") ? t("ui.required") : undefined
          }
          onChange={(event) => set("name", event.currentTarget.value)}
        />
      </FormSection>
      <FormSection title={t("businessHours.week")} text={t("businessHours.weekText")}>
        <TimeZoneSelect
          label={t("businessHours.timeZone")}
          value={values.timeZone}
          onChange={(zone) => set("timeZone", zone)}
        />
        <WeekHours week={values.week} onChange={(week) => set("week", week)} />
        {problems.has("never_open") && (
          <p className={classes.problem} role="alert">
            {t("businessHours.neverOpen")}
          </p>
        )}
        {ready && (
          <p className={classes.now} role="status">
            <HoursState hours={ready} />
          </p>
        )}
      </FormSection>
      <FormSection title={t("businessHours.holidays")} text={t("businessHours.holidaysText")}>
        <HolidayList holidays={values.holidays} onChange={(holidays) => set("holidays", holidays)} />
      </FormSection>
      <FormSection title={t("businessHours.channels")} text={t("businessHours.channelsText")}>
        <ChannelChoice
          label={t("businessHours.channels")}
          addLabel={t("businessHours.addChannel")}
          emptyText={t("businessHours.noChannels")}
          channels={channels}
          chosen={values.channelIds}
          holderOf={holderOf}
          onChange={(channelIds) => set("channelIds", channelIds)}
        />
      </FormSection>
      <EditorEnd
        busy={save.busy}
        error={nameTaken ? undefined : save.error}
        meanwhile={
          save.theirs && {
            changes: changesIn(
              save.theirs,
              (field) => t(HOURS_FIELDS[field]),
              (field, of, other) => hoursInWords(field, of, other, channels, words),
            ),
            onTake: () => leave(onReload),
            onKeep: () => {
              save.rebase();
              send();
            },
          }
        }
        onCancel={done}
      >
        {hours !== null && <DeleteHours hours={hours} channels={channels} onDone={done} />}
      </EditorEnd>
      <TakeOverDialog
        taken={asking ? taken : null}
        title={t("businessHours.takeTitle")}
        confirmLabel={t("businessHours.take")}
        onClose={() => setAsking(false)}
        onConfirm={async () => await save.run(taken.map(({ id }) => id))}
      >
        <p>{t("businessHours.takeText", { count: taken.length })}</p>
      </TakeOverDialog>
      {guard}
    </form>
  );
}

function useSave(hours: BusinessHoursView | null, values: HoursValues, onSaved: () => void) {
  return useListedSave({
    before: hours,
    list: queries.businessHours(),
    toValues,
    send: (began, takeOver: ChannelId[]) => {
      const body = { ...toBody(values), takeOver };
      return began === null
        ? call(routes.createBusinessHours, { body })
        : call(routes.patchBusinessHours, { params: { id: began.id }, body: { ...body, version: began.version } });
    },
    onSaved,
  });
}
