import type { Actor, EventId, LoggedEvent, OrganizationId } from "@guichet/contract";

/** A row of event_log (or of the batch that is about to become one). */
export type EventRow = {
  position: string;
  organization_id: OrganizationId;
  id: EventId;
  type: string;
  seq: number | null;
  actor: unknown;
  data: unknown;
  at: Date;
};

/** Rows were written by `appendEvents` from typed events: what comes back has the same shape. */
export function toLoggedEvent(row: EventRow): LoggedEvent {
  return {
    type: row.type,
    data: row.data,
    id: row.id,
    organizationId: row.organization_id,
    position: row.position,
    at: row.at.getTime(),
    actor: row.actor as Actor,
    seq: row.seq,
  } as LoggedEvent;
}
