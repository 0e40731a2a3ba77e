import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { call } from "../../api/call.ts";
import { useMe, useUpdateMe } from "../../api/me.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { FieldRow, FormSection } from "../../ui/form-section.tsx";
import { SaveBar } from "../../ui/save-bar.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useAction, useForm } from "../../ui/use-form.ts";
import { PhotoField } from "./photo-field.tsx";

/** Name, photo and short code of who is signed in. */
export function MyNameForm(): ReactNode {
  const { t } = useWords();
  const me = useMe();
  const updateMe = useUpdateMe();
  const toasts = useToasts();
  const saved = { firstName: me.firstName, lastName: me.lastName, shortCode: me.shortCode ?? "" };
  const form = useForm(saved);
  const save = useAction(async () => {
    const { firstName, lastName, shortCode } = form.values;
    const now = await call(routes.patchMe, { body: { firstName, lastName, shortCode: shortCode.trim() || null } });
    updateMe(now);
    form.reset({ firstName: now.firstName, lastName: now.lastName, shortCode: now.shortCode ?? "" });
    toasts.show({ message: t("ui.saved"), tone: "good" });
  });
  return (
    <>
      <FormSection title={t("profile.you")} text={t("profile.youText")}>
        <PhotoField />
        <FieldRow>
          <TextInput
            label={t("profile.firstName")}
            autoComplete="given-name"
            maxLength={100}
            value={form.values.firstName}
            error={form.values.firstName.trim() === "" ? t("ui.required") : save.problem("firstName")}
            onChange={(event) => form.set("firstName", event.currentTarget.value)}
          />
          <TextInput
            label={t("profile.lastName")}
            autoComplete="family-name"
            maxLength={100}
            value={form.values.lastName}
            error={form.values.lastName.trim() === "" ? t("ui.required") : save.problem("lastName")}
            onChange={(event) => form.set("lastName", event.currentTarget.value)}
          />
        </FieldRow>
        <TextInput
          label={t("profile.shortCode")}
          description={t("profile.shortCodeHint")}
          maxLength={10}
          maw={220}
          autoComplete="off"
          value={form.values.shortCode}
          error={save.problem("shortCode")}
          onChange={(event) => form.set("shortCode", event.currentTarget.value)}
        />
      </FormSection>
      <SaveBar
        dirty={form.dirty}
        busy={save.busy}
        error={save.error}
        onSave={() => void save.run()}
        onDiscard={() => {
          form.reset(saved);
          save.forget();
        }}
      />
    </>
  );
}
