import { Refusal, type Resolution } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import type { Conversation } from "../conversation.ts";
import { findReason, isReasonAsked } from "./resolving.sql.ts";

/** What a person gave along with Resolve, and what the conversation is about. */
type Resolving = { readonly conversation: Conversation; readonly given: Resolution };
type Requirement = {
  /** As the refusal names it in `missing`. */
  readonly name: string;
  isMissing(ctx: Ctx, resolving: Resolving): Promise<boolean>;
};

/** All that may be asked for before a person resolves. Automations, auto-resolve and the machine are exempt. */
const REQUIREMENTS: readonly Requirement[] = [
  {
    name: "reason",
    isMissing: async (ctx, { conversation, given }) =>
      given.reasonId === null && (await isReasonAsked(ctx, conversation.channel_id, conversation.visibility)),
  },
];

/**
 * May this person resolve it so? Answers what goes with Resolved. Refuses with `resolve_incomplete`, which names what is
 * missing, and with the field when the reason is none that can be chosen.
 */
export async function checkResolvable(
  ctx: Ctx,
  conversation: Conversation,
  given: Resolution = { reasonId: null, comment: "" },
): Promise<Resolution & { readonly reason: string | null }> {
  const missing: string[] = [];
  for (const requirement of REQUIREMENTS)
    if (await requirement.isMissing(ctx, { conversation, given })) missing.push(requirement.name);
  if (missing.length > 0) throw new Refusal("resolve_incomplete", { details: { missing: missing.join(" ") } });
  if (given.reasonId === null) return { ...given, reason: null };
  const reason = await findReason(ctx, given.reasonId);
  if (reason?.active !== true)
    throw new Refusal("invalid_input", { fields: [{ path: "resolution.reasonId", problem: "not to be chosen" }] });
  return { ...given, reason: reason.name };
}
