import { z } from "zod";
import { businessHoursId, channelId, instant, virtualAgentId } from "./ids.ts";

/** What there is so far; agents behind a webhook and surveys follow. */
export const virtualAgentKind = z.enum(["auto_responder"]);
export type VirtualAgentKind = z.infer<typeof virtualAgentKind>;

/** `inception`: takes what begins on its channels; `delegation`: only what an agent gives it. */
export const virtualAgentActivation = z.enum(["inception", "delegation"]);
export type VirtualAgentActivation = z.infer<typeof virtualAgentActivation>;

/** To whom it gives a conversation that an agent gave it: to nobody, in New, or back to that agent. */
export const handOff = z.enum(["new", "previous"]);
export type HandOff = z.infer<typeof handOff>;

export const SCRIPT_MOST = 1000;
export const SCRIPTS_MOST = 30;
/** A language, or one of a country: `fr`, `fr-CA`. */
const language = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/);
const words = z.string().trim().max(SCRIPT_MOST);
/** What is said within business hours and outside of them; empty: nothing. */
export const script = z.strictObject({ language, inside: words, outside: words });
export type Script = z.infer<typeof script>;

const fields = {
  name: z.string().trim().min(1).max(60),
  activation: virtualAgentActivation,
  handOff,
  enabled: z.boolean(),
  /** The first is said where none is in the contact's language. */
  scripts: z.array(script).min(1).max(SCRIPTS_MOST),
};
type Scripts = { readonly scripts?: readonly Script[] | undefined };
const ONCE = { path: ["scripts"], message: "a language twice" };
const once = ({ scripts = [] }: Scripts) => new Set(scripts.map((one) => one.language)).size === scripts.length;
const SOMETHING = { path: ["scripts"], message: "says nothing" };
const something = ({ scripts }: Scripts) =>
  scripts === undefined || scripts.some(({ inside, outside }) => inside !== "" || outside !== "");

export const autoResponderView = z.object({
  id: virtualAgentId,
  ...fields,
  channelIds: z.array(channelId),
  version: z.number().int(),
  createdAt: instant,
});
export type AutoResponderView = z.infer<typeof autoResponderView>;
export const autoResponderList = z.object({ items: z.array(autoResponderView) });
export const createAutoResponderBody = z
  .strictObject({ ...fields, handOff: handOff.default("new"), enabled: z.boolean().default(true) })
  .refine(once, ONCE)
  .refine(something, SOMETHING);
/** `version`: what the Admin saw; whoever was faster is not written over. */
export const patchAutoResponderBody = z
  .strictObject(fields)
  .partial()
  .extend({ version: z.number().int() })
  .refine(once, ONCE)
  .refine(something, SOMETHING);
/** May it work on a channel? Each is saved at once. */
export const putAutoResponderChannelBody = z.strictObject({ access: z.boolean() });

/** Who works on a channel, or speaks by a set of business hours: told before either is deleted. */
export const autoResponderUsesQuery = z.object({
  channelId: channelId.optional(),
  businessHoursId: businessHoursId.optional(),
});
export const autoResponderUses = z.object({ items: z.array(z.object({ id: virtualAgentId, name: z.string() })) });

export type AutoResponderUses = z.infer<typeof autoResponderUses>;

/** To whom an agent may delegate a conversation. */
export const virtualAgentOptions = z.object({ items: z.array(z.object({ id: virtualAgentId, name: z.string() })) });
/** `version`: what was seen; of two who change it at once the second is told (`changed_meanwhile`). */
export const delegateBody = z.strictObject({ virtualAgentId, version: z.number().int().optional() });

/** How contacts and agents read its name. */
export function shownName(name: string): string {
  return `${name} VA`;
}
