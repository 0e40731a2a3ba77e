import type { Locale } from "@guichet/contract/people";
import { selectLocale } from "./page/texts.ts";

/** What a page decides about its messenger. */
export type Options = {
  channel: string;
  /** Where Guichet lives, without a slash at the end. */
  host: string;
  locale: Locale;
  texts: Record<string, unknown>;
  /** `false`: no round button; the page opens the messenger itself. */
  launcher: boolean;
};
type Given = { readonly [key: string]: unknown };

/** From the script tag's `data-…` attributes; `data-text-new-messages` replaces the text `newMessages`. */
export function fromScript(script: { src: string; dataset: { readonly [key: string]: string | undefined } }): Given {
  const { dataset } = script;
  const texts: Record<string, string | undefined> = {};
  for (const name of Object.keys(dataset)) {
    if (/^text[A-Z]/.test(name)) texts[name.charAt(4).toLowerCase() + name.slice(5)] = dataset[name];
  }
  return {
    channel: dataset.channel,
    host: dataset.host || new URL(script.src).origin,
    locale: dataset.locale,
    launcher: dataset.launcher !== "off",
    texts,
  };
}

/** Joins what the tag and `guichet("init", {…})` say (the latter wins); undefined when nobody named a channel or a host. */
export function readOptions(tag: Given, call: Given, page: readonly (string | undefined)[]): Options | undefined {
  const { channel, host, locale, launcher } = { ...tag, ...call };
  if (typeof channel !== "string" || typeof host !== "string" || !channel || !/^https?:\/\//.test(host))
    return undefined;
  return {
    channel,
    host: host.replace(/\/+$/, ""),
    locale: selectLocale([locale, ...page]),
    texts: { ...asRecord(tag.texts), ...asRecord(call.texts) },
    launcher: launcher !== false,
  };
}

function asRecord(value: unknown): object {
  return typeof value === "object" && value ? value : {};
}
