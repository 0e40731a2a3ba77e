import { isDeepStrictEqual } from "node:util";
import { type ChannelId, type MessageTemplate, parametersOf, templateKey } from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { cleanText } from "../../lib/clean-text.ts";
import type { SecretBox } from "../../lib/secret-box.ts";
import { getChannelForConnector } from "../get-channel.ts";
import type { ListTemplates } from "./listing.ts";
import { listTemplateRows, lockTemplates, replaceTemplateRows } from "./templates.sql.ts";

type Deps = { readonly secretBox: SecretBox; readonly listTemplates: ListTemplates };

/**
 * Sets a channel's templates to what its platform lists now (W95, W157); what a person chose for their parameters stays. False:
 * the platform lists none, or could not be asked, and everything stays as it was.
 */
export async function syncTemplates(ctx: Ctx, deps: Deps, id: ChannelId): Promise<boolean> {
  const listed = await deps.listTemplates(await getChannelForConnector(ctx, deps.secretBox, id));
  if (listed?.ok !== true) return false;
  const templates = listed.templates.map((template) => ({ ...template, body: cleanText(template.body).trim() }));
  await inTransaction(ctx, async (inside) => {
    await lockTemplates(inside, id);
    const before = await listTemplateRows(inside, id);
    const after = withPrefill(templates, before);
    if (isDeepStrictEqual(before, after)) return;
    await replaceTemplateRows(inside, id, after);
    await appendEvents(inside, [{ type: "channel.changed", data: { channelId: id, change: "edited" } }]);
  });
  return true;
}

function withPrefill(
  listed: readonly Omit<MessageTemplate, "prefill">[],
  before: readonly MessageTemplate[],
): MessageTemplate[] {
  const kept = new Map(before.map((template) => [templateKey(template), template.prefill]));
  return listed.map((template) => {
    const parameters = new Set(parametersOf(template.body));
    const prefill = Object.entries(kept.get(templateKey(template)) ?? {}).filter(([name]) => parameters.has(name));
    const { name, language, category, status, body, shape = [] } = template;
    return { name, language, category, status, body, prefill: Object.fromEntries(prefill), shape };
  });
}
