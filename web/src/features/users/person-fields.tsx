import type { AccountRole } from "@guichet/contract";
import { Radio, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { FieldRow } from "../../ui/form-section.tsx";
import type { Form } from "../../ui/use-form.ts";
import classes from "./person-fields.module.css";

export type Person = {
  firstName: string;
  lastName: string;
  userReference: string;
  shortCode: string;
  accountRole: AccountRole;
};
type Props = {
  readonly form: Form<Person>;
  readonly problem: (path: string) => string | undefined;
};

/** First and last name. */
export function NameFields({ form, problem }: Props): ReactNode {
  const { t } = useWords();
  return (
    <FieldRow>
      <TextInput
        label={t("users.firstName")}
        required
        withAsterisk={false}
        maxLength={100}
        autoComplete="off"
        value={form.values.firstName}
        error={problem("firstName")}
        onChange={(event) => form.set("firstName", event.currentTarget.value)}
      />
      <TextInput
        label={t("users.lastName")}
        required
        withAsterisk={false}
        maxLength={100}
        autoComplete="off"
        value={form.values.lastName}
        error={problem("lastName")}
        onChange={(event) => form.set("lastName", event.currentTarget.value)}
      />
    </FieldRow>
  );
}

/** What the company itself calls somebody, and how they sign. */
export function ReferenceFields({ form, problem }: Props): ReactNode {
  const { t } = useWords();
  return (
    <FieldRow>
      <TextInput
        label={t("users.userReference")}
        description={t("users.userReferenceHint")}
        maxLength={100}
        autoComplete="off"
        value={form.values.userReference}
        error={problem("userReference")}
        onChange={(event) => form.set("userReference", event.currentTarget.value)}
      />
      <TextInput
        label={t("users.shortCode")}
        description={t("users.shortCodeHint")}
        maxLength={10}
        autoComplete="off"
        value={form.values.shortCode}
        error={problem("shortCode")}
        onChange={(event) => form.set("shortCode", event.currentTarget.value)}
      />
    </FieldRow>
  );
}

/** Admin or Agent. */
export function AccountRoleField({ form, problem }: Props): ReactNode {
  const { t } = useWords();
  return (
    <Radio.Group
      label={t("users.role")}
      value={form.values.accountRole}
      error={problem("accountRole")}
      onChange={(value) => form.set("accountRole", value === "admin" ? "admin" : "agent")}
    >
      <div className={classes.choices}>
        <Radio value="agent" label={t("settings.accountAgent")} description={t("users.roleAgentText")} />
        <Radio value="admin" label={t("settings.accountAdmin")} description={t("users.roleAdminText")} />
      </div>
    </Radio.Group>
  );
}

/** What the fields hold, as the server takes it: nothing typed is null. */
export function toPersonBody(person: Person): {
  firstName: string;
  lastName: string;
  userReference: string | null;
  shortCode: string | null;
  accountRole: AccountRole;
} {
  const { firstName, lastName, userReference, shortCode, accountRole } = person;
  return {
    firstName: firstName.trim(),
    lastName: lastName.trim(),
    userReference: userReference.trim() || null,
    shortCode: shortCode.trim() || null,
    accountRole,
  };
}
