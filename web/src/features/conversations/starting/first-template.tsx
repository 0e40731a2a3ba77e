import {
  type ChannelId,
  fillMessageTemplate,
  LONGEST_PARAMETER,
  parametersOf,
  type TemplateUse,
  templateKey,
  type UsableTemplate,
} from "@guichet/contract";
import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { useWords } from "../../../locales/use-words.ts";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { RowSkeletons } from "../../../ui/skeletons.tsx";
import { keys } from "../keys.ts";
import { spokenParameter } from "../templates/spoken-parameter.ts";
import { TemplatePreview } from "../templates/template-preview.tsx";

/** Which template was begun, with what was written in it. */
export type FirstTemplate = { readonly key: string; readonly values: Readonly<Record<string, string>> };
export const NO_TEMPLATE: FirstTemplate = { key: "", values: {} };

/** What leaves: the template with its parameters, and the text that they make. */
export type Filled = { readonly template: TemplateUse; readonly text: string };

export function useFirstTemplates(channelId: ChannelId, wanted: boolean) {
  return useQuery({
    queryKey: keys.firstTemplates(channelId),
    queryFn: async ({ signal }) => (await call(routes.listFirstTemplates, { params: { id: channelId }, signal })).items,
    // It may be paused at any time: asked anew whenever the dialog opens.
    staleTime: 0,
    enabled: wanted,
  });
}

/** Undefined: none is chosen, or something is still to be written. */
export function fillFirst(templates: readonly UsableTemplate[] = [], begun: FirstTemplate): Filled | undefined {
  const chosen = templates.find((one) => templateKey(one) === begun.key);
  if (chosen === undefined) return undefined;
  const names = parametersOf(chosen.body);
  const parameters = Object.fromEntries(names.map((name) => [name, (begun.values[name] ?? "").trim()]));
  if (names.some((name) => parameters[name] === "")) return undefined;
  const text = fillMessageTemplate(chosen.body, parameters).trim();
  return { template: { name: chosen.name, language: chosen.language, parameters }, text };
}

type Props = {
  readonly query: ReturnType<typeof useFirstTemplates>;
  readonly begun: FirstTemplate;
  readonly onBegun: (begun: FirstTemplate) => void;
  readonly tried: boolean;
  /** Whom it goes to, as far as is written. */
  readonly name: string;
};

/** A first message on a platform that takes only approved texts from whoever writes first (W164). */
export function FirstTemplateFields({ query, begun, onBegun, tried, name }: Props): ReactNode {
  const { t } = useWords();
  const { data: templates, error, refetch } = query;
  if (templates === undefined)
    return error === null ? <RowSkeletons rows={2} /> : <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (templates.length === 0) return <Notice tone="warning">{t("replyBox.firstTemplateNone")}</Notice>;
  const chosen = templates.find((one) => templateKey(one) === begun.key);
  const valueFor = (parameter: string): string => begun.values[parameter] ?? "";
  return (
    <>
      <NativeSelect
        label={t("replyBox.firstTemplate")}
        description={t("replyBox.firstTemplateHint")}
        value={chosen === undefined ? "" : begun.key}
        error={tried && chosen === undefined ? t("ui.required") : undefined}
        data={[
          { value: "", label: t("replyBox.chooseTemplate") },
          ...templates.map((one) => ({ value: templateKey(one), label: `${one.name} · ${one.language}` })),
        ]}
        onChange={(event) => onBegun({ ...begun, key: event.currentTarget.value })}
      />
      {chosen !== undefined &&
        parametersOf(chosen.body).map((parameter) => (
          <TextInput
            key={parameter}
            label={spokenParameter(parameter, t)}
            maxLength={LONGEST_PARAMETER}
            autoComplete="off"
            dir="auto"
            value={valueFor(parameter)}
            error={tried && valueFor(parameter).trim() === "" ? t("ui.required") : undefined}
            onChange={(event) =>
              onBegun({ ...begun, values: { ...begun.values, [parameter]: event.currentTarget.value } })
            }
          />
        ))}
      {chosen !== undefined && <TemplatePreview body={chosen.body} valueFor={valueFor} name={name} />}
    </>
  );
}
