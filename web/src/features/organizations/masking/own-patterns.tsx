import type { MaskingRules } from "@guichet/contract";
import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useRef } from "react";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./masking.module.css";
import { problemWords } from "./pattern-words.ts";

type Patterns = MaskingRules["patterns"];
type Props = { readonly patterns: Patterns; readonly off: boolean; readonly onChange: (patterns: Patterns) => void };

const MOST = 20;

/** One's own numbers: a name and a pattern each. */
export function OwnPatterns({ patterns, off, onChange }: Props): ReactNode {
  const { t } = useWords();
  const list = useRef<HTMLDivElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const change = (at: number, part: Partial<Patterns[number]>): void =>
    onChange(patterns.map((one, n) => (n === at ? { ...one, ...part } : one)));
  return (
    <div ref={list} className={classes.patterns}>
      <ul className={classes.signs}>
        <li>
          <code>#</code> {t("masking.signDigit")}
        </li>
        <li>
          <code>@</code> {t("masking.signLetter")}
        </li>
        <li>
          <code>*</code> {t("masking.signEither")}
        </li>
        <li>
          <code>+</code> {t("masking.signMany")}
        </li>
        <li>
          <code>-</code> {t("masking.signGap")}
        </li>
      </ul>
      {patterns.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else, and are never sorted
        <fieldset key={at} className={classes.pattern} aria-label={one.name || t("masking.newPattern")}>
          <TextInput
            label={t("masking.name")}
            placeholder={t("masking.nameExample")}
            maxLength={60}
            value={one.name}
            error={one.name.trim() === "" && one.pattern !== "" ? t("ui.required") : undefined}
            onChange={(event) => change(at, { name: event.currentTarget.value })}
          />
          <TextInput
            label={t("masking.pattern")}
            placeholder="KD-######"
            maxLength={60}
            autoComplete="off"
            spellCheck={false}
            className={classes.code}
            value={one.pattern}
            error={problemWords(one.pattern, t)}
            onChange={(event) => change(at, { pattern: event.currentTarget.value })}
          />
          <ActionIcon
            size={36}
            className={classes.remove}
            aria-label={t("masking.remove", { name: one.name || t("masking.newPattern") })}
            onClick={() => {
              onChange(patterns.toSpliced(at, 1));
              add.current?.focus();
            }}
          >
            <IconTrash size={17} />
          </ActionIcon>
        </fieldset>
      ))}
      <div>
        <Button
          ref={add}
          variant="default"
          leftSection={<IconPlus size={16} />}
          disabled={patterns.length >= MOST}
          onClick={() => {
            onChange([...patterns, { name: "", pattern: "" }]);
            requestAnimationFrame(() =>
              list.current?.querySelector<HTMLInputElement>("fieldset:last-of-type input")?.focus(),
            );
          }}
        >
          {t("masking.add")}
        </Button>
      </div>
      {off && patterns.length > 0 && <p className={classes.hint}>{t("masking.patternsOff")}</p>}
    </div>
  );
}
