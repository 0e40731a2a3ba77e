import type { Locale, UserView } from "@guichet/contract";
import { Button, Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { useLeaveGuard } from "../../ui/leave-guard.tsx";
import { useAction, useForm } from "../../ui/use-form.ts";
import formClasses from "./form.module.css";
import { AccountRoleField, NameFields, type Person, ReferenceFields, toPersonBody } from "./person-fields.tsx";

export type Sent = { readonly user: UserView; readonly mailed: boolean; readonly link: string | null };
type Address = { email: string; locale: Locale };

/** Adding somebody: who they are; an invitation goes out at once (W10, W30). */
export function AddUser({ onAdded }: { readonly onAdded: (sent: Sent) => void }): ReactNode {
  const { t, locale } = useWords();
  const cache = useQueryClient();
  const person = useForm(NOBODY);
  const form = useForm<Address>({ email: "", locale });
  const { guard, leave } = useLeaveGuard(person.dirty || form.dirty);
  const add = useAction(async () => {
    const { email, locale: language } = form.values;
    const sent = await call(routes.createUser, { body: { ...toPersonBody(person.values), email, locale: language } });
    await cache.invalidateQueries({ queryKey: ["users"] });
    leave(() => onAdded(sent));
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void add.run();
  };
  return (
    <form className={formClasses.form} onSubmit={submit}>
      <FormSection title={t("users.person")}>
        <NameFields form={person} problem={add.problem} />
        <TextInput
          label={t("users.email")}
          type="email"
          required
          withAsterisk={false}
          autoComplete="off"
          value={form.values.email}
          error={add.problem("email")}
          onChange={(event) => form.set("email", event.currentTarget.value)}
        />
        <ReferenceFields form={person} problem={add.problem} />
        <AccountRoleField form={person} problem={add.problem} />
        <Select
          label={t("users.language")}
          data={[
            { value: "en", label: "English" },
            { value: "fr", label: "Français" },
          ]}
          maw={260}
          allowDeselect={false}
          value={form.values.locale}
          onChange={(value) => form.set("locale", value === "fr" ? "fr" : "en")}
        />
        {add.error !== undefined && <ErrorNotice error={add.error} />}
        <div>
          <Button type="submit" loading={add.busy}>
            {t("users.addSubmit")}
          </Button>
        </div>
      </FormSection>
      {guard}
    </form>
  );
}

const NOBODY: Person = {
  firstName: "",
  lastName: "",
  userReference: "",
  shortCode: "",
  accountRole: "agent",
};
