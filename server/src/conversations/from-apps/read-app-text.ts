import {
  type ChannelId,
  fillMessageTemplate,
  fillShorthand,
  gapsIn,
  PLATFORMS,
  type Platform,
  parametersOf,
  Refusal,
  readTemplateShorthand,
  type TemplateShorthand,
  textLength,
} from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { cleanText } from "../../lib/clean-text.ts";
import type { SentTemplate } from "../send-message.sql.ts";
import { checkTemplate } from "../templates/check-template.ts";
import { listApproved } from "../templates/usable-templates.sql.ts";

type Channel = { readonly id: ChannelId; readonly platform: Platform };
export type AppText = { readonly text: string; readonly template: SentTemplate | null };

/** What a program wants said: a text, or an approved template of the channel by its shorthand, filled. */
export async function readAppText(ctx: Ctx, channel: Channel, given: string): Promise<AppText> {
  const { can, text: limit, name } = PLATFORMS[channel.platform];
  const shorthand = readTemplateShorthand(given);
  if (shorthand !== undefined && !can.template) throw refuse(`names a template, and ${name} has none`);
  const said = shorthand === undefined ? readWords(given) : await fillTemplate(ctx, channel, shorthand);
  const [gap] = gapsIn(said.text);
  if (gap !== undefined) throw refuse(`has a gap that is not filled: ${gap.label}`);
  if (textLength(said.text, limit.unit) > limit.max) throw refuse(`is too long: ${name} takes at most ${limit.max}`);
  return said.template === null ? said : await settleTemplate(ctx, channel, said.text, said.template);
}

/** What was meant as a template must not reach the contact as it stands. */
function readWords(given: string): AppText {
  if (/\{\{\s*template\s*:/i.test(given))
    throw refuse("has a template that cannot be read: alone, as {{template:NAME:LANGUAGE|value|name=value}}");
  const text = cleanText(given).trim();
  if (text === "") throw refuse("is required");
  return { text, template: null };
}

async function fillTemplate(ctx: Ctx, channel: Channel, shorthand: TemplateShorthand): Promise<AppText> {
  const { name, body, language } = await findOne(ctx, channel.id, shorthand);
  const parameters = fillShorthand(body, shorthand.values);
  const missing = parametersOf(body).filter((one) => !parameters?.[one]);
  if (parameters === undefined) throw refuse(`gives the template ${name} more values than it has parameters`);
  if (missing.length > 0) throw refuse(`gives the template ${name} no value for ${missing.join(", ")}`);
  const text = cleanText(fillMessageTemplate(body, parameters)).trim();
  return { text, template: { name, language, parameters } };
}

/** Judged as a person's template is. What changed at this very moment is told as what is wrong with the text. */
async function settleTemplate(ctx: Ctx, channel: Channel, words: string, template: SentTemplate): Promise<AppText> {
  const place = { visibility: "private", channel_id: channel.id } as const;
  try {
    const { text, shape } = await checkTemplate(ctx, channel, place, { text: words, template, attachmentIds: [] });
    return { text, template: shape === null ? template : { ...template, shape } };
  } catch (error) {
    if (!(error instanceof Refusal) || (error.code !== "template_gone" && error.code !== "template_changed"))
      throw error;
    throw refuse(`names the template ${template.name}, which has changed or is gone: try again`);
  }
}

async function findOne(ctx: Ctx, channelId: ChannelId, { name, language }: TemplateShorthand) {
  const named = (await listApproved(ctx, channelId)).filter((one) => one.name === name);
  const languages = named.map((one) => one.language).join(", ");
  const fit = language === undefined ? named : named.filter((one) => one.language === language);
  const [found, another] = fit;
  if (another !== undefined) throw refuse(`names no language of the template ${name}: ${languages}`);
  if (found === undefined)
    throw refuse(`names a template that is not approved on this channel: ${name} ${language ?? ""}`.trim());
  return found;
}

function refuse(problem: string): Refusal {
  return new Refusal("invalid_input", { fields: [{ path: "text", problem }] });
}
