import { type AttributeId, type ContactId, checkAttributeValue, Refusal } from "@guichet/contract";
import { appendEvents } from "../../events/index.ts";
import { cleanText } from "../../lib/clean-text.ts";
import { type AuditedCtx, inAuditedTransaction } from "../../organizations/index.ts";
import { accessContact } from "../access-contact.ts";
import { forgetWords, insertChange } from "../contacts.sql.ts";
import { refreshContactsOf } from "../refresh-contacts.ts";
import { type AttributeRow, findAttributeRow } from "./attributes.sql.ts";
import { findValue, writeValue } from "./values.sql.ts";

type Given = { readonly value: string | null; readonly version: number };

/**
 * Sets or takes away one value of a contact. `version` is what the user had before their eyes: of two who change a value at
 * once, the second is told (`changed_meanwhile`, with what stands there now). What a platform or the CRM keeps is theirs.
 */
export async function setAttributeValue(
  ctx: AuditedCtx,
  contactId: ContactId,
  attributeId: AttributeId,
  given: Given,
): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    await accessContact(inside, contactId, "edit", { lock: true });
    const attribute = await findAttributeRow(inside, attributeId);
    if (attribute === undefined) throw new Refusal("not_found");
    if (!isEditable(attribute)) throw new Refusal("not_allowed");
    const value = readValue(attribute, given.value);
    const before = await findValue(inside, contactId, attributeId);
    if ((before?.version ?? 0) !== given.version)
      throw new Refusal("changed_meanwhile", { details: { value: before?.value ?? null } });
    if ((before?.value ?? null) === value) return;
    await writeValue(inside, contactId, attributeId, attribute.kind, value);
    await insertChange(inside, {
      contactId,
      what: "attribute",
      attributeId,
      actorName: ctx.by.name,
      source: "agent",
      before: before?.value ?? null,
      after: value,
    });
    await forgetWords(inside, contactId);
    await refreshContactsOf(inside, [contactId]);
    await appendEvents(inside, [{ type: "contact.changed", data: { contactId, change: "attributes" } }]);
  });
}

export function isEditable(attribute: Pick<AttributeRow, "platform" | "crm_managed">): boolean {
  return attribute.platform === null && !attribute.crm_managed;
}

function readValue(attribute: AttributeRow, given: string | null): string | null {
  const typed = given === null ? "" : cleanText(given).trim();
  if (typed === "") return null;
  const checked = checkAttributeValue(attribute.kind, attribute.options, typed);
  if (!checked.ok) throw new Refusal("invalid_input", { fields: [{ path: "value", problem: checked.problem }] });
  return checked.value;
}
