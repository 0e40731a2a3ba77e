import {
  fillMessageTemplate,
  PLATFORMS,
  parametersOf,
  Refusal,
  type TemplateShape,
  type TemplateUse,
} from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { cleanText } from "../../lib/clean-text.ts";
import type { Conversation } from "../conversation.ts";
import { refuseTooLong, type Written } from "../replying/check-content.ts";
import type { ReplyTerms } from "../replying/reply-terms.sql.ts";
import { findApproved } from "./usable-templates.sql.ts";

/** `shape`: where its parameters stood when it was approved by whoever sent it. */
type Checked = { readonly text: string; readonly shape: TemplateShape | null };
type WrittenTemplate = Written & { readonly template: TemplateUse; readonly holdSeconds?: number | undefined };

/**
 * The text of a reply that is a template, as the platform has approved it (W95): refused when the template is paused or gone,
 * when a parameter is missing or not its own, and when it has changed since its author saw it filled.
 */
export async function checkTemplate(
  ctx: Ctx,
  { platform }: Pick<ReplyTerms, "platform">,
  { visibility, channel_id }: Pick<Conversation, "visibility" | "channel_id">,
  written: WrittenTemplate,
): Promise<Checked> {
  const { template } = written;
  if (visibility === "public") throw refuse("template", "not in public");
  if (written.attachmentIds.length > 0) throw refuse("attachmentIds", "not with a template");
  if (written.holdSeconds) throw refuse("holdSeconds", "not with a template");
  const { can, text: limit } = PLATFORMS[platform];
  const approved = can.template ? await findApproved(ctx, channel_id, template) : undefined;
  if (approved === undefined) throw new Refusal("template_gone");
  refuseParameters(parametersOf(approved.body), template);
  const text = cleanText(fillMessageTemplate(approved.body, template.parameters)).trim();
  if (text !== written.text) throw new Refusal("template_changed");
  refuseTooLong(limit, text);
  return { text, shape: approved.shape };
}

/** Every parameter of the template, each on one line, and no other. */
function refuseParameters(names: readonly string[], { parameters }: TemplateUse): void {
  const given = Object.keys(parameters);
  if (given.length !== names.length || given.some((name) => !names.includes(name)))
    throw new Refusal("template_changed");
  const wrong = names.find((name) => !isFilled(parameters[name] ?? ""));
  if (wrong !== undefined) throw refuse(`template.parameters.${wrong}`, "empty or more than a line");
}

function isFilled(value: string): boolean {
  return value.trim() !== "" && !/\p{Cc}/u.test(value) && value === cleanText(value);
}

function refuse(path: string, problem: string): Refusal {
  return new Refusal("invalid_input", { fields: [{ path, problem }] });
}
