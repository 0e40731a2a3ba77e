import { sentence } from "../product/check.ts";
import type { Stage } from "../product/stage.ts";
import { inboundIdOf } from "./notices.ts";
import { furthestStates, readNotice, STATES } from "./receipts.ts";

/** What was acknowledged of one stretch of notices. `first`: the number of its first message. */
export type Told = {
  readonly run: string;
  readonly first: number;
  readonly messages: number;
  readonly notices: Int32Array;
  readonly accepted: readonly number[];
};

/**
 * Every message is in the furthest state that was acknowledged, each state was announced once and in order, and what people
 * wrote is there once.
 */
export async function checkReceipts(stage: Stage, channelId: string, told: Told): Promise<string[]> {
  return [...(await checkStates(stage, channelId, told)), ...(await checkInbound(stage, channelId, told))];
}

/** Our messages carry their number in the last twelve digits of their id. */
const NUMBER = "('x' || right(id::text, 12))::bit(48)::bigint::int";

async function checkStates(stage: Stage, channelId: string, { first, messages, notices, accepted }: Told) {
  const furthest = furthestStates(notices, accepted, messages);
  const rows = await stage.query<{ n: number; state: string }>(
    `select * from (select ${NUMBER} as n, delivery_state as state from messages where organization_id = $1 and channel_id = $2 and kind = 'outbound') m
     where n >= $3 and n < $3 + $4`,
    [stage.world.organizationId, channelId, first, messages],
  );
  const wrong = rows.filter(({ n, state }) => {
    const wanted = furthest[n - first] ?? -1;
    return state !== (wanted < 0 ? "sending" : STATES[wanted]);
  });
  const [events] = await stage.query<{ twice: number; backward: number }>(
    `with e as (
       select data->>'messageId' as id, array_position(array['sent', 'delivered', 'read'], data->>'state') as state, position
       from event_log where organization_id = $1 and channel_id = $2 and type = 'message.delivery_changed'
     ), o as (select id, state, lag(state) over (partition by id order by position) as before from e)
     select count(*) filter (where state = before)::int as twice, count(*) filter (where state < before)::int as backward from o`,
    [stage.world.organizationId, channelId],
  );
  return [
    ...sentence(messages - rows.length, "messages gone"),
    ...sentence(wrong.length, "messages not in the state that was acknowledged"),
    ...sentence(events?.twice ?? 0, "states announced twice"),
    ...sentence(events?.backward ?? 0, "states announced backwards"),
  ];
}

async function checkInbound(stage: Stage, channelId: string, { run, notices, accepted }: Told): Promise<string[]> {
  const wanted = new Set<string>();
  for (const n of accepted) {
    const notice = readNotice(notices, n);
    if (notice.type === "inbound") wanted.add(inboundIdOf(run, notice.n));
  }
  const rows = await stage.query<{ external_id: string }>(
    `select external_id from messages where organization_id = $1 and channel_id = $2 and external_id like $3`,
    [stage.world.organizationId, channelId, `wamid.${run}-%`],
  );
  const stored = new Set(rows.map((row) => row.external_id));
  return [
    ...sentence([...wanted].filter((id) => !stored.has(id)).length, "accepted and not stored"),
    ...sentence(rows.length - stored.size, "stored twice"),
  ];
}
