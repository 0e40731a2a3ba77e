import { ActionIcon, Button, Select, Textarea } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { LANGUAGES, nextLanguage, SCRIPT_MOST, SCRIPTS_MOST, type ScriptValues } from "./responder-values.ts";
import classes from "./virtual-agents.module.css";

type Props = {
  readonly scripts: readonly ScriptValues[];
  readonly missing: boolean;
  readonly onChange: (scripts: ScriptValues[]) => void;
};

/** What it says, in several languages; the first is for everybody else (R81). */
export function ScriptFields({ scripts, missing, onChange }: Props): ReactNode {
  const { t } = useWords();
  const put = (at: number, change: Partial<ScriptValues>): void =>
    onChange(scripts.map((one, n) => (n === at ? { ...one, ...change } : one)));
  return (
    <>
      {scripts.map((script, at) => (
        <ScriptField
          key={script.language}
          script={script}
          first={at === 0}
          alone={scripts.length === 1}
          taken={scripts.map(({ language }) => language)}
          onChange={(change) => put(at, change)}
          onRemove={() => onChange(scripts.filter((_, n) => n !== at))}
        />
      ))}
      {missing && (
        <p className={classes.problem} role="alert">
          {t("autoResponders.scriptsMissing")}
        </p>
      )}
      {scripts.length < SCRIPTS_MOST && (
        <Button
          className={classes.add ?? ""}
          variant="light"
          leftSection={<IconPlus size={16} />}
          onClick={() => onChange([...scripts, { language: nextLanguage(scripts), inside: "", outside: "" }])}
        >
          {t("autoResponders.addLanguage")}
        </Button>
      )}
    </>
  );
}

type ScriptProps = {
  readonly script: ScriptValues;
  readonly first: boolean;
  readonly alone: boolean;
  readonly taken: readonly string[];
  readonly onChange: (change: Partial<ScriptValues>) => void;
  readonly onRemove: () => void;
};

function ScriptField({ script, first, alone, taken, onChange, onRemove }: ScriptProps): ReactNode {
  const { t, locale } = useWords();
  const names = new Intl.DisplayNames(locale, { type: "language" });
  const codes = [...new Set([script.language, ...LANGUAGES])].filter(
    (one) => one === script.language || !taken.includes(one),
  );
  const data = codes
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .toSorted((a, b) => a.label.localeCompare(b.label, locale));
  const name = names.of(script.language) ?? script.language;
  return (
    <fieldset className={classes.script}>
      <legend className={classes.unseen}>{name}</legend>
      <div className={classes.head}>
        <Select
          label={t("autoResponders.language")}
          description={first ? t("autoResponders.firstLanguage") : undefined}
          data={data}
          value={script.language}
          searchable
          allowDeselect={false}
          onChange={(language) => language !== null && onChange({ language })}
        />
        {!alone && (
          <ActionIcon size={34} aria-label={t("autoResponders.removeLanguage", { name })} onClick={onRemove}>
            <IconTrash size={17} stroke={1.7} />
          </ActionIcon>
        )}
      </div>
      {(["inside", "outside"] as const).map((part) => (
        <Textarea
          key={part}
          label={t(`autoResponders.${part}`)}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={SCRIPT_MOST}
          lang={script.language}
          dir="auto"
          value={script[part]}
          onChange={(event) => onChange({ [part]: event.currentTarget.value })}
        />
      ))}
    </fieldset>
  );
}
