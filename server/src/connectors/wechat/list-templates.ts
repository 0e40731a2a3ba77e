import { MOST_TEMPLATES, messageTemplate, parametersOf } from "@guichet/contract";
import type { ListedTemplates } from "../account-hooks.ts";
import type { ConnectorContext } from "../connector.ts";
import { type Json, listOf, textOf } from "../read-json.ts";
import { accountOf, type Channel } from "./account.ts";
import type { CallApi } from "./calling/call-api.ts";

type Listed = Extract<ListedTemplates, { ok: true }>["templates"][number];

/** The account has no right to templates, or none yet: then there are none. */
const NO_RIGHT: readonly (number | undefined)[] = [48001, 48004, 40102];
/** `{{keyword1.DATA}}` */
const PLACE = /\{\{\s*([A-Za-z][A-Za-z0-9_]{0,50})\.DATA\s*\}\}/g;
/** WeChat names none; its templates are written in Chinese, unless the account's owner has others. */
const LANGUAGE = "zh_CN";

/** `GET /cgi-bin/template/get_all_private_template`: what the account has chosen, known by its id. */
export async function listTemplates(
  callApi: CallApi,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<ListedTemplates> {
  const call = { path: "template/get_all_private_template", member: "template_list" };
  const called = await callApi(accountOf(channel), call, ctx);
  if (!called.ok)
    return NO_RIGHT.includes(called.errcode) ? { ok: true, templates: [] } : { ok: false, error: called.error };
  const found = listOf(called.body, "template_list").map(readTemplate);
  const templates = new Map(found.filter((one) => one !== undefined).map((one) => [one.name, one]));
  return { ok: true, templates: [...templates.values()].slice(0, MOST_TEMPLATES) };
}

/** Its title stands above the words, as the contact sees it. Undefined: it cannot be shown here. */
export function readTemplate(template: Json): Listed | undefined {
  const title = (textOf(template, "title") ?? "").replaceAll(/[{}]/g, "").trim();
  const content = (textOf(template, "content") ?? "").replaceAll(PLACE, "{{$1}}").trim();
  const body = [title, content].filter((part) => part !== "").join("\n");
  const parameters = parametersOf(body).map((name) => ({ ours: name, theirs: name, kind: "text" as const }));
  const read = messageTemplate.safeParse({
    ...{ name: textOf(template, "template_id"), language: LANGUAGE, category: "utility", status: "approved", body },
    shape: parameters.length === 0 ? [] : [{ part: "body", parameters }],
  });
  if (!read.success) return undefined;
  const { prefill: _none, ...listed } = read.data;
  return listed;
}
