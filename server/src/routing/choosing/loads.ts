import type { OrganizationId, TeamId } from "@guichet/contract";
import type { Database } from "../../db/index.ts";
import { countAvailable } from "../../users/index.ts";
import type { Load, LoadOf } from "./choose-team.ts";
import { listWaiting } from "./loads.sql.ts";

/**
 * How busy teams are, as this process knows it: asked at most once a second for an organization, and never for more than a
 * twentieth of its time; what this process decides in between is added at once, so that a burst spreads over the teams.
 */
export type Loads = {
  /** Before a batch, where several candidates may come up. */
  refresh(organizationId: OrganizationId): Promise<void>;
  of(organizationId: OrganizationId): LoadOf;
  /** Teams have changed: what is known may lack one. */
  forget(organizationId: OrganizationId): void;
  moved(organizationId: OrganizationId, from: TeamId | null, to: TeamId | null, at: Date): void;
};

const KEEP_MS = 1000;
const SHARE = 20;
const IDLE: Load = { waiting: 0, available: 0, receivedAt: 0 };

type Move = { readonly from: TeamId | null; readonly to: TeamId | null; readonly at: Date; readonly noted: number };
type Known = { loads: Map<TeamId, Load>; readonly until: number; moves: Move[]; asking: Promise<void> | undefined };

export function createLoads({ database }: { readonly database: Database }): Loads {
  const known = new Map<OrganizationId, Known>();

  async function ask(organizationId: OrganizationId): Promise<void> {
    const began = performance.now();
    const scope = { db: database.of(organizationId), organizationId };
    const [waiting, available] = await Promise.all([listWaiting(scope), countAvailable(scope)]);
    const loads = new Map(
      waiting.map(({ id, waiting: count, received_at: receivedAt }): [TeamId, Load] => [
        id,
        { waiting: count, available: available.get(id) ?? 0, receivedAt: receivedAt?.getTime() ?? 0 },
      ]),
    );
    const took = performance.now() - began;
    // What was decided since the question began may not be in the answer.
    const moves = (known.get(organizationId)?.moves ?? []).filter(({ noted }) => noted >= began);
    for (const move of moves) add(loads, move);
    known.set(organizationId, { loads, until: began + Math.max(KEEP_MS, took * SHARE), moves, asking: undefined });
  }

  return {
    async refresh(organizationId) {
      const now = known.get(organizationId);
      if (now?.asking !== undefined) return await now.asking;
      if (now !== undefined && now.until > performance.now()) return;
      const entry = now ?? { loads: new Map(), until: 0, moves: [], asking: undefined };
      known.set(organizationId, entry);
      entry.asking = ask(organizationId).finally(() => {
        entry.asking = undefined;
      });
      await entry.asking;
    },
    of: (organizationId) => (id) => known.get(organizationId)?.loads.get(id) ?? IDLE,
    forget: (organizationId) => void known.delete(organizationId),
    moved(organizationId, from, to, at) {
      const entry = known.get(organizationId);
      if (entry === undefined || from === to) return;
      const move = { from, to, at, noted: performance.now() };
      entry.moves.push(move);
      add(entry.loads, move);
    },
  };
}

function add(loads: Map<TeamId, Load>, { from, to, at }: Move): void {
  const left = from === null ? undefined : loads.get(from);
  if (from !== null && left !== undefined) loads.set(from, { ...left, waiting: Math.max(0, left.waiting - 1) });
  if (to === null) return;
  const came = loads.get(to) ?? IDLE;
  loads.set(to, { ...came, waiting: came.waiting + 1, receivedAt: Math.max(came.receivedAt, at.getTime()) });
}
