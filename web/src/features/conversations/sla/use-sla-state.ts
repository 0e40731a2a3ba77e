import type { SlaMark } from "@guichet/contract";
import { atServer } from "../../../api/server-clock.ts";
import { useNow } from "../use-now.ts";

export type SlaShown = {
  readonly state: "running" | "warned" | "breached";
  /** How long it is breached, or how long it is until then. Milliseconds; null: never. */
  readonly span: number | null;
  /** By the server's clock. Epoch milliseconds. */
  readonly now: number;
};

/** How a clock stands, by the server's clock. When it is breached the server says, for it alone knows the opening hours. */
export function useSlaState(sla: SlaMark): SlaShown {
  return slaStateAt(sla, atServer(useNow()));
}

export function slaStateAt({ breached, dueAt, warnAt }: SlaMark, now: number): SlaShown {
  const due = dueAt === null ? null : Date.parse(dueAt);
  if (breached) return { state: "breached", span: due === null ? null : Math.max(0, now - due), now };
  const warned = warnAt !== null && Date.parse(warnAt) <= now;
  return { state: warned ? "warned" : "running", span: due === null ? null : Math.max(0, due - now), now };
}
