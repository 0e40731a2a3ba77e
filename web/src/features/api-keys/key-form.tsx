import type { ApiScope } from "@guichet/contract";
import { Button, Checkbox, TextInput } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { type Action, useForm } from "../../ui/use-form.ts";
import classes from "./api-keys.module.css";
import { SCOPE_WORDS, SCOPES } from "./scope-words.ts";

export type KeyValues = { readonly name: string; readonly scopes: readonly ApiScope[] };
type Props = {
  readonly values: KeyValues;
  readonly save: Action<[KeyValues], unknown>;
  readonly saveLabel: string;
};

/** The name of a key and what it opens. */
export function KeyForm({ values: first, save, saveLabel }: Props): ReactNode {
  const { t } = useWords();
  const { values, set } = useForm(first);
  const { name, scopes } = values;
  const isComplete = name.trim() !== "" && scopes.length > 0;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isComplete) void save.run(values);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        label={t("apiKeys.name")}
        description={t("apiKeys.nameHint")}
        required
        withAsterisk={false}
        data-autofocus
        maxLength={100}
        autoComplete="off"
        value={name}
        error={save.problem("name")}
        onChange={(event) => set("name", event.currentTarget.value)}
      />
      <Checkbox.Group
        label={t("apiKeys.scopes")}
        value={[...scopes]}
        onChange={(given) =>
          set(
            "scopes",
            SCOPES.filter((scope) => given.includes(scope)),
          )
        }
      >
        <div className={classes.scopes}>
          {SCOPES.map((scope) => (
            <Checkbox
              key={scope}
              value={scope}
              label={t(SCOPE_WORDS[scope].name)}
              description={t(SCOPE_WORDS[scope].text)}
            />
          ))}
        </div>
      </Checkbox.Group>
      {save.error !== undefined && <ErrorNotice error={save.error} compact />}
      <div>
        <Button type="submit" loading={save.busy} disabled={!isComplete}>
          {saveLabel}
        </Button>
      </div>
    </form>
  );
}
