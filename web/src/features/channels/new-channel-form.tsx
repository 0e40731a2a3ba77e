import type { ChannelView, Platform } from "@guichet/contract";
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { useLeaveGuard } from "../../ui/leave-guard.tsx";
import { useAction } from "../../ui/use-form.ts";
import classes from "./channels.module.css";
import { FIRST_SETTINGS, PLATFORM_FIELDS } from "./platform-fields.ts";

export type Created = { readonly channel: ChannelView; readonly secrets: Readonly<Record<string, string>> };
type Props = {
  readonly platform: Platform;
  readonly onBack: () => void;
  readonly onCreated: (created: Created) => void;
};

/** The second question: its name and how it is connected. */
export function NewChannelForm({ platform, onBack, onCreated }: Props): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const [name, setName] = useState("");
  const [settings, setSettings] = useState(FIRST_SETTINGS[platform]);
  const { guard, leave } = useLeaveGuard(name.trim() !== "" || settings !== FIRST_SETTINGS[platform]);
  const create = useAction(async () => {
    const created = await call(routes.createChannel, { body: { platform, name, settings } });
    await cache.invalidateQueries({ queryKey: ["channels"] });
    // Whoever makes a channel supervises it: it is in the inbox at once.
    await cache.invalidateQueries({ queryKey: queries.bootstrap().queryKey });
    leave(() => onCreated(created));
  });
  const Fields = PLATFORM_FIELDS[platform];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void create.run();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <FormSection title={t("channels.general")}>
        <TextInput
          label={t("channels.displayName")}
          description={t("channels.displayNameHint")}
          required
          withAsterisk={false}
          autoFocus
          maxLength={255}
          autoComplete="off"
          value={name}
          error={create.problem("name")}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </FormSection>
      {Fields && (
        <FormSection title={t("channels.connection")} text={t("channels.connectionText")}>
          <Fields settings={settings} onChange={setSettings} problem={create.problem} stored={false} />
        </FormSection>
      )}
      {create.error !== undefined && <ErrorNotice error={create.error} />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onBack}>
          {t("ui.back")}
        </Button>
        <Button type="submit" loading={create.busy}>
          {t("channels.create")}
        </Button>
      </div>
      {guard}
    </form>
  );
}
