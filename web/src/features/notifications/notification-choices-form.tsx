import { type NotificationChoices, type NotificationKind, notificationKind } from "@guichet/contract";
import { Button, Checkbox, Switch, Table } from "@mantine/core";
import { IconBellRinging, IconVolume } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { call } from "../../api/call.ts";
import { useMe } from "../../api/me.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SaveBar } from "../../ui/save-bar.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { type Form, useAction, useForm } from "../../ui/use-form.ts";
import { chime } from "./alerts/chime.ts";
import { desktopState, showDesktop, switchDesktop } from "./alerts/desktop.ts";
import { MailChoices } from "./mail-choices.tsx";
import classes from "./notification-choices-form.module.css";
import { isQuiet, QuietChoices } from "./quiet-choices.tsx";
import { isAbove, QueueChoices } from "./waiting-above.tsx";

type Props = { readonly choices: NotificationChoices; readonly mail: boolean };

/** How one wants to hear of notifications, beside the bell (W146). */
export function NotificationChoicesForm({ choices, mail }: Props): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const form = useForm(choices);
  const save = useAction(async () => {
    const now = await call(routes.putNotificationChoices, { body: form.values });
    form.reset(now.choices);
    cache.setQueryData(queries.notificationChoices().queryKey, now);
    toasts.show({ message: t("ui.saved"), tone: "good" });
  });
  return (
    <>
      <Desktop />
      <Sound form={form} />
      <Kinds form={form} />
      <QueueChoices form={form} />
      <MailChoices form={form} mail={mail} />
      <QuietChoices form={form} />
      <SaveBar
        dirty={form.dirty}
        busy={save.busy}
        error={save.error}
        onSave={() => canBeSaved(form.values) && void save.run()}
        onDiscard={() => {
          form.reset(choices);
          save.forget();
        }}
      />
    </>
  );
}

function canBeSaved({ waitingAbove, email, quiet }: NotificationChoices): boolean {
  return isAbove(waitingAbove) && isAbove(email.waitingAbove) && isQuiet(quiet);
}

function Desktop(): ReactNode {
  const { t } = useWords();
  const [state, setState] = useState(desktopState);
  return (
    <FormSection title={t("notificationChoices.desktop")} text={t("notificationChoices.desktopText")}>
      <Switch
        label={t("notificationChoices.desktopOn")}
        description={t("notificationChoices.desktopHint")}
        checked={state === "on"}
        disabled={state === "impossible"}
        onChange={(event) => void switchDesktop(event.currentTarget.checked).then(setState)}
      />
      {state === "blocked" && <Notice tone="warning">{t("notificationChoices.desktopBlocked")}</Notice>}
      {state === "impossible" && <Notice>{t("notificationChoices.desktopImpossible")}</Notice>}
      {state === "on" && (
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconBellRinging size={15} />}
            onClick={() => showDesktop("Guichet", t("notificationChoices.desktopTestText"), "test", () => undefined)}
          >
            {t("notificationChoices.desktopTest")}
          </Button>
        </div>
      )}
    </FormSection>
  );
}

type PartProps = { readonly form: Form<NotificationChoices> };

function Sound({ form }: PartProps): ReactNode {
  const { t } = useWords();
  const id = useId();
  const { soundOn, volume } = form.values;
  return (
    <FormSection title={t("notificationChoices.sound")} text={t("notificationChoices.soundText")}>
      <Switch
        label={t("notificationChoices.soundOn")}
        checked={soundOn}
        onChange={(event) => form.set("soundOn", event.currentTarget.checked)}
      />
      <div className={classes.volume}>
        <label htmlFor={id}>{t("notificationChoices.volume")}</label>
        <input
          id={id}
          type="range"
          min={0}
          max={100}
          step={5}
          value={volume}
          disabled={!soundOn}
          aria-valuetext={t("notificationChoices.volumeValue", { volume })}
          onChange={(event) => form.set("volume", Number(event.currentTarget.value))}
        />
        <Button
          variant="default"
          size="xs"
          disabled={!soundOn}
          leftSection={<IconVolume size={15} />}
          onClick={() => void chime(volume).catch(() => undefined)}
        >
          {t("notificationChoices.soundTest")}
        </Button>
      </div>
    </FormSection>
  );
}

function Kinds({ form }: PartProps): ReactNode {
  const { t } = useWords();
  const { accountRole } = useMe();
  const kinds = notificationKind.options.filter((kind) => kind !== "channel_trouble" || accountRole === "admin");
  const box = (kind: NotificationKind, way: "desktop" | "sound", column: string): ReactNode => (
    <Checkbox
      aria-label={`${t(`notifications.kind_${kind}`)}: ${column}`}
      checked={form.values[way].includes(kind)}
      onChange={(event) => form.set(way, withKind(form.values[way], kind, event.currentTarget.checked))}
    />
  );
  const columns = { desktop: t("notificationChoices.columnDesktop"), sound: t("notificationChoices.columnSound") };
  return (
    <FormSection title={t("notificationChoices.kinds")} text={t("notificationChoices.kindsText")}>
      <Table className={classes.kinds}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("notificationChoices.kind")}</Table.Th>
            <Table.Th>{columns.desktop}</Table.Th>
            <Table.Th>{columns.sound}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {kinds.map((kind) => (
            <Table.Tr key={kind}>
              <Table.Td>{t(`notifications.kind_${kind}`)}</Table.Td>
              <Table.Td>{box(kind, "desktop", columns.desktop)}</Table.Td>
              <Table.Td>{box(kind, "sound", columns.sound)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </FormSection>
  );
}

/** Always in the same order, so that what was put back is no change. */
function withKind(kinds: readonly NotificationKind[], kind: NotificationKind, on: boolean): NotificationKind[] {
  return notificationKind.options.filter((one) => (one === kind ? on : kinds.includes(one)));
}
