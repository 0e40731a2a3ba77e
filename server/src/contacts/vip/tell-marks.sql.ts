import type { Actor, ContactId, DomainEvent, OrganizationId } from "@guichet/contract";
import type { Ask } from "../../db/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";

export type MarkChange = { readonly contactId: ContactId; readonly vip: boolean; readonly group: string | null };
type Told = Extract<DomainEvent, { type: "contacts.vip_changed" }>["data"];

/** Contacts that one event names: whoever hears it works through them in one short transaction. */
const TOGETHER = 100;
const SYSTEM: Actor = { type: "system", name: "Guichet" };

/** Announces whose mark of a VIP is another one now, in the transaction that changed it. */
export async function tellMarks(
  ask: Ask,
  organizationId: OrganizationId,
  marks: readonly MarkChange[],
  { now, byHand }: { readonly now: Date; readonly byHand?: Actor },
): Promise<void> {
  if (marks.length === 0) return;
  const events = gatherMarks(marks, byHand === undefined ? "group" : "by_hand").map((data) => ({ id: uuidV7(), data }));
  await ask(
    `insert into event_inbox (organization_id, id, type, actor, data, at)
     select $1, e.id, 'contacts.vip_changed', $4::jsonb, e.data, $3
     from jsonb_to_recordset($2::jsonb) as e(id uuid, data jsonb)`,
    [organizationId, JSON.stringify(events), now, JSON.stringify(byHand ?? SYSTEM)],
  );
}

/** Pure. Contacts of which the same is told, together, and never too many at once. */
function gatherMarks(marks: readonly MarkChange[], cause: Told["cause"]): Told[] {
  const alike = Map.groupBy(marks, ({ vip, group }) => JSON.stringify([vip, group]));
  return [...alike.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const steps = Array.from({ length: Math.ceil(same.length / TOGETHER) }, (_, n) =>
      same.slice(n * TOGETHER, (n + 1) * TOGETHER),
    );
    return steps.map((step) => ({
      ...{ contactIds: step.map((one) => one.contactId), vip: first.vip, cause, group: first.group },
    }));
  });
}
