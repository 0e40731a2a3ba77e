import { MOST_TEMPLATES, templateKey, type WhatsappSettings } from "@guichet/contract";
import type { ListedTemplates } from "../account-hooks.ts";
import type { ChannelForConnector, ConnectorContext } from "../connector.ts";
import { listGraph } from "../meta/call-graph.ts";
import { recordOf } from "../read-json.ts";
import { type Listed, readTemplate } from "./read-template.ts";
import { accountOf } from "./settings.ts";

const FIELDS = "name,language,status,category,parameter_format,components";

/** `GET /{waba}/message_templates`, page by page. Those that can be used come first. */
export async function listTemplates(
  channel: ChannelForConnector<WhatsappSettings>,
  ctx: ConnectorContext,
): Promise<ListedTemplates> {
  const path = `${channel.settings.wabaId}/message_templates`;
  const listed = await listGraph(accountOf(channel), { path, query: { fields: FIELDS, limit: "100" } }, ctx);
  if (!listed.ok) return { ok: false, error: listed.error };
  const byKey = new Map<string, Listed>();
  for (const item of listed.items) {
    const record = recordOf(item);
    const template = record === undefined ? undefined : readTemplate(record);
    if (template !== undefined) byKey.set(templateKey(template), template);
  }
  const templates = [...byKey.values()].toSorted(
    (a, b) => rankOf(a) - rankOf(b) || a.name.localeCompare(b.name) || a.language.localeCompare(b.language),
  );
  return { ok: true, templates: templates.slice(0, MOST_TEMPLATES) };
}

function rankOf({ status }: Listed): number {
  return status === "approved" ? 0 : 1;
}
