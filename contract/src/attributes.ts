import { z } from "zod";
import { ATTRIBUTE_KINDS } from "./attribute-values.ts";
import { attributeId, contactGroupId, instant } from "./ids.ts";
import { platform } from "./platforms.ts";

export const attributeKind = z.enum(ATTRIBUTE_KINDS);

const MOST_OPTIONS = 100;

const name = z.string().trim().min(1).max(60);
const alias = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9_]{0,39}$/);
const options = z.array(z.string().trim().min(1).max(100)).max(MOST_OPTIONS);

/** A contact attribute as Settings lists it (W111–W113, W172). */
export const attributeView = z.object({
  id: attributeId,
  name: z.string(),
  /** Its name in payloads of other systems; null for what a platform tells. */
  alias: z.string().nullable(),
  kind: attributeKind,
  options: z.array(z.string()),
  /** The platform that delivers it; null: made by an Admin. */
  platform: platform.nullable(),
  /** Shown in the contact pane, and offered in rules. */
  shown: z.boolean(),
  crmManaged: z.boolean(),
  lookup: z.boolean(),
  /** Contacts with the same value of it are one person. */
  matching: z.boolean(),
  /** Contact groups whose rules ask for it. */
  groups: z.array(z.object({ id: contactGroupId, name: z.string() })),
  createdAt: instant,
});
export type AttributeView = z.infer<typeof attributeView>;

export const createAttributeBody = z.strictObject({
  name,
  kind: attributeKind,
  alias: alias.optional(),
  options: options.default([]),
  shown: z.boolean().default(true),
  crmManaged: z.boolean().default(false),
  lookup: z.boolean().default(false),
});
export const patchAttributeBody = z
  .strictObject({ name, alias, options, shown: z.boolean(), crmManaged: z.boolean(), lookup: z.boolean() })
  .partial();
export const orderAttributesBody = z.strictObject({ ids: z.array(attributeId).max(1000) });
/** How many contacts have a value: told before it is deleted. Counted up to 10,000. */
export const attributeUse = z.object({ contacts: z.number().int(), more: z.boolean() });

export const AUTO_CLEAR_MINUTES = [0, 60, 1440, 10_080, 43_200, 129_600] as const;
export const contactSettings = z.object({
  matchingAttributeId: attributeId.nullable(),
  /** After a contact's last conversation is resolved; null: never, 0: at once. */
  clearAfterMinutes: z.number().int().nullable(),
});
export type ContactSettings = z.infer<typeof contactSettings>;
export const patchContactSettingsBody = z
  .strictObject({
    matchingAttributeId: attributeId.nullable(),
    clearAfterMinutes: z.union([...AUTO_CLEAR_MINUTES.map((minutes) => z.literal(minutes))]).nullable(),
  })
  .partial();

export const attributeSource = z.enum(["platform", "agent", "crm", "api"]);
export type AttributeSource = z.infer<typeof attributeSource>;

/** An attribute beside a contact: its value, or that it has none. */
export const contactAttribute = z.object({
  id: attributeId,
  name: z.string(),
  kind: attributeKind,
  options: z.array(z.string()),
  platform: platform.nullable(),
  crmManaged: z.boolean(),
  lookup: z.boolean(),
  value: z.string().nullable(),
  source: attributeSource.nullable(),
  changedAt: instant.nullable(),
  /** Name it when changing the value; 0: never had one. */
  version: z.number().int(),
  /** May the reader change it? */
  editable: z.boolean(),
});
export type ContactAttribute = z.infer<typeof contactAttribute>;

export const putAttributeValueBody = z.strictObject({
  /** Null takes it away. */
  value: z.string().max(4000).nullable(),
  version: z.number().int().min(0),
});
