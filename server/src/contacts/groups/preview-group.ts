import { checkRule, type previewGroupAnswer, Refusal, type RuleTree } from "@guichet/contract";
import type { z } from "zod";
import type { Ctx } from "../../db/index.ts";
import { channelRolesOf } from "../../users/index.ts";
import { listAttributeRows } from "../attributes/attributes.sql.ts";
import { contactPhotoUrl } from "../photo/photo-url.ts";
import { ruleFieldsOf } from "../rule-fields.ts";
import { countMatching, listMatching } from "./match-contacts.sql.ts";

const MOST_COUNTED = 10_000;
const SHOWN = 8;

/** Whom a rule fits, before it is saved: how many, and some of those that the reader sees. */
export async function previewGroup(ctx: Ctx, rule: RuleTree): Promise<z.input<typeof previewGroupAnswer>> {
  if (ctx.actor.type !== "user") throw new Refusal("not_allowed");
  const fields = ruleFieldsOf(await listAttributeRows(ctx));
  const problems = checkRule(rule, fields);
  if (problems.length > 0)
    throw new Refusal("invalid_input", {
      fields: problems.map(({ place, problem }) => ({ path: `rule.${place}`, problem })),
    });
  const counted = await countMatching(ctx, rule, fields, MOST_COUNTED);
  const visible = [...(await channelRolesOf(ctx, ctx.actor.id)).keys()];
  return {
    count: counted === undefined ? null : Math.min(counted, MOST_COUNTED),
    more: counted === undefined || counted > MOST_COUNTED,
    contacts: ((await listMatching(ctx, rule, fields, visible, SHOWN)) ?? []).map((contact) => ({
      ...contact,
      photo: contactPhotoUrl(contact.id, contact.photo),
    })),
  };
}
