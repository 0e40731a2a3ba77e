import { type ChannelId, type MessageTemplate, PLATFORMS, Refusal, templateKey } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { cleanText } from "../../lib/clean-text.ts";
import {
  type AuditedCtx,
  appendSettingsChange,
  inAuditedTransaction,
  lockSettings,
} from "../../organizations/index.ts";
import type { ChannelRow } from "../channels.sql.ts";
import { getChannelRow } from "../list-channels.ts";
import { listTemplateRows, lockTemplates, replaceTemplateRows } from "./templates.sql.ts";

type List = { readonly templates: MessageTemplate[] };
/** So many stand in one line of the log of settings, and so much of each. */
const MOST_TOLD = 20;
const MOST_WORDS = 300;

/** The templates of a channel as Settings shows them, whatever their status. */
export async function listTemplates(ctx: Ctx, id: ChannelId): Promise<List> {
  await getTemplateChannel(ctx, id);
  return { templates: await listTemplateRows(ctx, id) };
}

/** Sets a channel's templates to these (W95): what a person or another system says of the platform's own list. */
export async function putTemplates(ctx: AuditedCtx, id: ChannelId, { templates: given }: List): Promise<List> {
  return await inAuditedTransaction(ctx, async (inside) => {
    await lockSettings(inside.db, inside.organizationId);
    const channel = await getTemplateChannel(inside, id);
    await lockTemplates(inside, id);
    const before = await listTemplateRows(inside, id);
    const templates = PLATFORMS[channel.platform].listsTemplates
      ? withPrefill(before, given)
      : given.map(({ shape: _, ...template }) => ({ ...template, body: cleanText(template.body) }));
    const changes = changesOf(before, templates);
    if (changes === undefined) return { templates };
    await replaceTemplateRows(inside, id, templates);
    await appendSettingsChange(inside, { action: "channel.changed", subject: channel.name, ...changes });
    await appendEvents(inside, [{ type: "channel.changed", data: { channelId: id, change: "edited" } }]);
    return { templates };
  });
}

/** Of templates that the platform lists, what their parameters begin with is the only thing to be said here. */
function withPrefill(listed: readonly MessageTemplate[], given: readonly MessageTemplate[]): MessageTemplate[] {
  const chosen = new Map(given.map((template) => [templateKey(template), template]));
  return listed.map((template) => {
    const { body, prefill } = chosen.get(templateKey(template)) ?? template;
    return body === template.body ? { ...template, prefill } : template;
  });
}

async function getTemplateChannel(ctx: Ctx, id: ChannelId): Promise<ChannelRow> {
  const channel = await getChannelRow(ctx, id);
  if (!PLATFORMS[channel.platform].can.template) throw new Refusal("not_found");
  return channel;
}

/** For the log: those that differ, on both sides; undefined: none does, nor their order. */
function changesOf(before: readonly MessageTemplate[], after: readonly MessageTemplate[]) {
  const [was, is] = [toLines(before), toLines(after)];
  if (JSON.stringify([...was]) === JSON.stringify([...is])) return undefined;
  const pick = (from: Map<string, string>, other: Map<string, string>): string[] =>
    [...from].flatMap(([key, line]) => (other.get(key) === line ? [] : line.slice(0, MOST_WORDS))).slice(0, MOST_TOLD);
  return { before: { templates: pick(was, is) }, after: { templates: pick(is, was) } };
}

function toLines(templates: readonly MessageTemplate[]): Map<string, string> {
  return new Map(
    templates.map((template) => {
      const { name, language, status, category, body, prefill } = template;
      const filled = Object.entries(prefill).sort(([one], [other]) => (one < other ? -1 : 1));
      const more = filled.map(([parameter, placeholder]) => ` · ${parameter}: ${placeholder}`).join("");
      return [templateKey(template), `${name} (${language}, ${status}, ${category}): ${body}${more}`];
    }),
  );
}
