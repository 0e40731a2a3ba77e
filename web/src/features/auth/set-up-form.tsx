import type { Locale } from "@guichet/contract";
import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { call } from "../../api/call.ts";
import { codeOf } from "../../api/refusal.ts";
import { routes } from "../../api/routes.ts";
import { showLanguage } from "../../locales/language.ts";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { browserTimeZone, TimeZoneSelect } from "../../ui/time-zone-select.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { type Action, type Form, useAction, useForm } from "../../ui/use-form.ts";
import { useEnter } from "./enter.ts";
import classes from "./form.module.css";
import { NewPasswordField } from "./new-password-field.tsx";

type Values = {
  organizationName: string;
  firstName: string;
  lastName: string;
  email: string;
  password: string;
  locale: Locale;
  timeZone: string;
  withExample: boolean;
};
type Props = { readonly token: string; readonly onWrongToken: () => void };

/** Organization, first Admin, language and time zone; and the living example for who only wants to look around. */
export function SetUpForm({ token, onWrongToken }: Props): ReactNode {
  const { t, locale } = useWords();
  const enter = useEnter();
  const form = useForm<Values>({ ...EMPTY, locale, timeZone: browserTimeZone() });
  const toasts = useToasts();
  const setUp = useAction(async () => {
    enter(await call(routes.setUp, { body: { token, ...form.values } }));
    if (form.values.withExample) toasts.show({ message: t("signIn.setUpExampleComing"), tone: "good", stays: 20_000 });
  });
  const code = setUp.error === undefined ? undefined : codeOf(setUp.error);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void setUp.run();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      {setUp.error !== undefined && (
        <ErrorNotice error={setUp.error} {...(code === "link_expired" ? { onRetry: onWrongToken } : {})} />
      )}
      <TextInput
        label={t("signIn.setUpOrganization")}
        description={t("signIn.setUpOrganizationHint")}
        required
        withAsterisk={false}
        autoFocus
        maxLength={100}
        autoComplete="organization"
        value={form.values.organizationName}
        error={setUp.problem("organizationName")}
        onChange={(event) => form.set("organizationName", event.currentTarget.value)}
      />
      <FirstAdmin form={form} action={setUp} />
      <LanguageAndZone form={form} />
      <Checkbox
        label={t("signIn.withExample")}
        description={t("signIn.withExampleText")}
        checked={form.values.withExample}
        onChange={(event) => form.set("withExample", event.currentTarget.checked)}
      />
      <Button type="submit" size="md" fullWidth loading={setUp.busy}>
        {t("signIn.setUpSubmit")}
      </Button>
    </form>
  );
}

type PartProps = { readonly form: Form<Values>; readonly action: Action<[], void> };

function FirstAdmin({ form, action }: PartProps): ReactNode {
  const { t } = useWords();
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{t("signIn.setUpYou")}</legend>
      <div className={classes.pair}>
        <TextInput
          label={t("signIn.firstName")}
          required
          withAsterisk={false}
          maxLength={100}
          autoComplete="given-name"
          value={form.values.firstName}
          error={action.problem("firstName")}
          onChange={(event) => form.set("firstName", event.currentTarget.value)}
        />
        <TextInput
          label={t("signIn.lastName")}
          required
          withAsterisk={false}
          maxLength={100}
          autoComplete="family-name"
          value={form.values.lastName}
          error={action.problem("lastName")}
          onChange={(event) => form.set("lastName", event.currentTarget.value)}
        />
      </div>
      <TextInput
        label={t("signIn.email")}
        type="email"
        required
        withAsterisk={false}
        autoComplete="username"
        value={form.values.email}
        error={action.problem("email")}
        onChange={(event) => form.set("email", event.currentTarget.value)}
      />
      <NewPasswordField
        label={t("signIn.password")}
        value={form.values.password}
        error={action.problem("password")}
        onChange={(password) => form.set("password", password)}
      />
    </fieldset>
  );
}

function LanguageAndZone({ form }: { readonly form: Form<Values> }): ReactNode {
  const { t } = useWords();
  return (
    <div className={classes.pair}>
      <Select
        label={t("signIn.language")}
        data={[
          { value: "en", label: "English" },
          { value: "fr", label: "Français" },
        ]}
        value={form.values.locale}
        allowDeselect={false}
        onChange={(chosen) => {
          const locale = chosen === "fr" ? "fr" : "en";
          form.set("locale", locale);
          void showLanguage(locale);
        }}
      />
      <TimeZoneSelect
        label={t("signIn.timeZone")}
        value={form.values.timeZone}
        onChange={(zone) => form.set("timeZone", zone)}
      />
    </div>
  );
}

const EMPTY = { organizationName: "", firstName: "", lastName: "", email: "", password: "", withExample: false };
