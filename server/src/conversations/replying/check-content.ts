import {
  type AttachmentId,
  type AttachmentLimits,
  attachmentLimitsOf,
  COMMENT_ATTACHMENTS,
  fileProblems,
  gapsIn,
  type PlatformCapabilities,
  Refusal,
  textLength,
  textLimitOf,
  type Visibility,
  withShortCode,
} from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { type FileHolder, listComposerFiles } from "./composer-files.sql.ts";
import type { ReplyTerms } from "./reply-terms.sql.ts";

export type Written = { readonly text: string; readonly attachmentIds: readonly AttachmentId[] };
/** As it is stored and sent. `mark`: what was put behind the author's words, null for nothing. */
export type ReplyText = { readonly text: string; readonly mark: string | null };

/** A reply as it will leave: with the short code; refused with the field where the platform would not take it (W91). */
export async function checkReply(
  ctx: Ctx,
  terms: Pick<ReplyTerms, "platform" | "shortCode" | "splits">,
  { visibility, once = false }: { readonly visibility: Visibility; readonly once?: boolean },
  written: Written,
  holder: FileHolder,
): Promise<ReplyText> {
  refuseNothing(written);
  const [gap] = gapsIn(written.text);
  if (gap !== undefined) throw new Refusal("placeholder_unfilled", { details: { gap: gap.label } });
  const text = withShortCode(written.text, terms.shortCode);
  const isWhole = once || (visibility === "public" && !terms.splits);
  refuseTooLong(textLimitOf(terms.platform, { visibility, once: isWhole }), text);
  await refuseFiles(ctx, attachmentLimitsOf(terms.platform, visibility), written.attachmentIds, holder);
  return { text, mark: text === written.text ? null : text.slice(written.text.trimEnd().length) };
}

export async function checkComment(ctx: Ctx, written: Written, holder: FileHolder): Promise<void> {
  refuseNothing(written);
  await refuseFiles(ctx, COMMENT_ATTACHMENTS, written.attachmentIds, holder);
}

function refuseNothing({ text, attachmentIds }: Written): void {
  if (text === "" && attachmentIds.length === 0)
    throw new Refusal("invalid_input", { fields: [{ path: "text", problem: "empty" }] });
}

export function refuseTooLong({ max, unit }: PlatformCapabilities["text"], text: string): void {
  const length = textLength(text, unit);
  if (length <= max) return;
  throw new Refusal("text_too_long", { details: { length, max }, fields: [{ path: "text", problem: "too long" }] });
}

async function refuseFiles(
  ctx: Ctx,
  limits: AttachmentLimits,
  ids: readonly AttachmentId[],
  holder: FileHolder,
): Promise<void> {
  const files = await listComposerFiles(ctx, ids, holder);
  // Somebody else's, sent already, swept, or named twice: as if it were not there.
  if (files.length !== new Set(ids).size || files.length !== ids.length)
    throw new Refusal("attachment_not_accepted", { fields: [{ path: "attachmentIds", problem: "not there" }] });
  const problems = fileProblems(limits, files);
  const at = problems.findIndex((problem) => problem !== null);
  const problem = problems[at];
  if (problem === null || problem === undefined) return;
  const max = "max" in problem ? problem.max : "maxBytes" in problem ? problem.maxBytes : null;
  throw new Refusal("attachment_not_accepted", {
    details: { problem: problem.type, name: files[at]?.name ?? "", max },
    fields: [{ path: `attachmentIds.${at}`, problem: problem.type }],
  });
}
