import { LONGEST_TEMPLATE, type MessageTemplate, parametersOf, templateKey, templateProblem } from "@guichet/contract";
import type { WordKey } from "../../../locales/catalog.ts";

export const NEW_TEMPLATE: MessageTemplate = {
  ...{ name: "", language: "", category: "utility", status: "approved", body: "", prefill: {} },
};

type Field = "name" | "language" | "body";
export type TemplateProblems = Readonly<Partial<Record<Field, WordKey>>>;

/** What is wrong with a template before it is sent to the server, which judges it again. */
export function problemsOf(values: MessageTemplate, others: readonly MessageTemplate[]): TemplateProblems {
  const name = values.name.trim();
  const taken = others.some((one) => templateKey(one) === templateKey({ ...values, name }));
  const body = values.body.trim() === "" ? "empty" : templateProblem(values.body);
  return {
    ...(/^[A-Za-z0-9_.-]{1,200}$/.test(name) ? {} : { name: "channels.templateNameBad" as const }),
    ...(taken ? { name: "channels.templateTwice" as const } : {}),
    ...(/^[a-z]{2,3}([_-][A-Za-z0-9]{2,8}){0,2}$/.test(values.language)
      ? {}
      : { language: "channels.templateLanguageBad" as const }),
    ...(body === undefined ? {} : { body: `channels.templateProblem_${body}` as const }),
  };
}

/** As it is saved: what begins a parameter that is no longer there goes. */
export function toTemplate(values: MessageTemplate): MessageTemplate {
  const parameters = new Set(parametersOf(values.body));
  return {
    ...values,
    name: values.name.trim(),
    body: values.body.trim().slice(0, LONGEST_TEMPLATE),
    prefill: Object.fromEntries(Object.entries(values.prefill).filter(([parameter]) => parameters.has(parameter))),
  };
}
