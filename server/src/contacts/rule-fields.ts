import { type AttributeKind, attributeField, type FieldKind, fieldKindOf, type RuleFields } from "@guichet/contract";

/** What rules may ask of a contact besides its attributes; the browser has words for them. */
export const OWN_FIELDS: readonly (readonly [string, FieldKind])[] = [["vip", "yes_no"]];

export function ruleFieldsOf(attributes: readonly { readonly id: string; readonly kind: AttributeKind }[]): RuleFields {
  return new Map([...OWN_FIELDS, ...attributes.map((one) => [attributeField(one.id), fieldKindOf(one.kind)] as const)]);
}
