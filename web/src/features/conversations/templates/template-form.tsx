import {
  type ConversationRow,
  fillMessageTemplate,
  LONGEST_PARAMETER,
  PLATFORMS,
  parametersOf,
  textRoom,
  type UsableTemplate,
} from "@guichet/contract";
import { Button, TextInput } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { type ReactNode, useRef, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { LengthMeter } from "../composer/length-meter.tsx";
import type { BegunTemplate } from "./kept-template.ts";
import { spokenParameter } from "./spoken-parameter.ts";
import { TemplatePreview } from "./template-preview.tsx";
import classes from "./templates.module.css";
import { useFocusAfter, useFocusWithin } from "./use-focus-within.ts";
import { useSendTemplate } from "./use-send-template.ts";

type Props = {
  readonly row: ConversationRow;
  /** Undefined: it was paused or deleted after it was begun. */
  readonly template: UsableTemplate | undefined;
  readonly begun: BegunTemplate;
  readonly onBegun: (begun: BegunTemplate | undefined) => void;
  /** The server knows it otherwise: the list is asked for again. */
  readonly onStale: () => void;
  readonly onSent: () => void;
};

/** The chosen template with a field for each parameter, and what the contact will read. */
export function TemplateForm({ row, template, begun, onBegun, onStale, onSent }: Props): ReactNode {
  const { t } = useWords();
  const form = useRef<HTMLFormElement>(null);
  useFocusWithin(form);
  const [tried, setTried] = useState(false);
  const send = useSendTemplate(row, onStale, () => {
    onBegun(undefined);
    onSent();
  });
  useFocusAfter(send.error, form, template === undefined ? "[data-other]" : "[type='submit']");
  const names = template === undefined ? Object.keys(begun.parameters) : parametersOf(template.body);
  const valueFor = (name: string): string => begun.parameters[name] ?? "";
  const empty = names.filter((name) => valueFor(name).trim() === "");
  const text = template === undefined ? "" : fillMessageTemplate(template.body, trimmed(names, valueFor)).trim();
  const short = textRoom(PLATFORMS[row.platform].text, text).left >= 0;
  const go = (): void => {
    setTried(true);
    if (template === undefined || empty.length > 0 || !short || send.busy) return;
    void send.run({ name: begun.name, language: begun.language, parameters: trimmed(names, valueFor) }, text);
  };
  return (
    <form
      ref={form}
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <div className={classes.chosen}>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconArrowLeft size={15} aria-hidden />}
          data-other
          onClick={() => onBegun(undefined)}
        >
          {t("replyBox.templateOther")}
        </Button>
        <strong>
          <bdi>{begun.name}</bdi> · {begun.language}
        </strong>
        {template !== undefined && <span>{t(`replyBox.category_${template.category}`)}</span>}
      </div>
      {template === undefined && <Notice tone="warning">{t("errors.template_gone")}</Notice>}
      {names.map((name, index) => (
        <TextInput
          key={name}
          label={spokenParameter(name, t)}
          required
          withAsterisk={false}
          maxLength={LONGEST_PARAMETER}
          autoComplete="off"
          dir="auto"
          data-autofocus={index === Math.max(0, names.indexOf(empty[0] ?? "")) || undefined}
          value={valueFor(name)}
          error={tried && valueFor(name).trim() === "" ? t("ui.required") : undefined}
          onChange={(event) =>
            onBegun({ ...begun, parameters: { ...begun.parameters, [name]: event.currentTarget.value } })
          }
        />
      ))}
      {template !== undefined && <TemplatePreview body={template.body} valueFor={valueFor} name={row.contact.name} />}
      {send.error !== undefined && template !== undefined && <ErrorNotice error={send.error} />}
      <div className={classes.foot}>
        <span className={classes.hint}>{t("replyBox.templateHint")}</span>
        <LengthMeter platform={row.platform} text={text} />
        <Button
          type="submit"
          disabled={template === undefined || !short}
          loading={send.busy}
          data-autofocus={names.length === 0 || undefined}
        >
          {t("replyBox.templateSend")}
        </Button>
      </div>
    </form>
  );
}

function trimmed(names: readonly string[], valueFor: (name: string) => string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, valueFor(name).trim()]));
}
