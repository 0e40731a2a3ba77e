import { hasRoom, type Room, type UserId } from "@guichet/contract";
import {
  type Gift,
  giveWaiting,
  holdRoomOf,
  listRooms,
  listWaiting,
  type WaitingPlace,
} from "../../conversations/index.ts";
import type { Ctx } from "../../db/index.ts";
import { inRounds, NOTHING_DONE, type RoundDeps, type Step } from "../in-rounds.ts";
import {
  endGiving,
  goOnGiving,
  listDueGivings,
  listGivingTeams,
  listMembershipsThere,
  listThere,
  listTurns,
  noteTurn,
  takeGiving,
} from "./individual.sql.ts";
import { type Member, shareOut } from "./share-out.ts";
import { listTakers, type TakersPlace } from "./takers.ts";

/** So many conversations in one transaction: people's room is held for some milliseconds. */
const STEP = 50;

/**
 * For a job (R70): while something waits with a team that has a maximum, and one of its members is Available and has room, it is
 * given to them. One process at a time gives in an organization; what a person assigns in the same moment counts.
 */
export function createGivingWork(deps: RoundDeps): () => Promise<void> {
  return inRounds(deps, listDueGivings, takeStep);
}

async function takeStep(ctx: Ctx): Promise<Step> {
  if (!(await takeGiving(ctx))) return NOTHING_DONE;
  const wanted = await plan(ctx);
  if (wanted.length === 0) {
    await endGiving(ctx);
    return NOTHING_DONE;
  }
  const given = await give(ctx, wanted);
  await goOnGiving(ctx);
  // What somebody had just taken up is looked at again in the next round.
  return { more: given.length > 0, changed: given.length };
}

async function plan(ctx: Ctx): Promise<Gift[]> {
  const places = listTakers(await listGivingTeams(ctx), await listMembershipsThere(ctx));
  const people = [...new Set(places.flatMap(({ takers }) => [...takers]))];
  const rooms = await listRooms(ctx, people);
  const open = places.flatMap((place) => toWaitingPlace(place, rooms));
  if (open.length === 0) return [];
  const waiting = await listWaiting(ctx, open, STEP);
  const turns = await listTurns(ctx, people);
  const members = [...rooms].map(([id, room]): Member => ({ id, ...room, turnAt: turns.get(id) ?? 0 }));
  const takersOf = new Map(places.map(({ teamId, channelId, takers }) => [`${teamId} ${channelId}`, takers]));
  return shareOut(waiting, members, (teamId, channelId) => takersOf.get(`${teamId} ${channelId}`) ?? new Set());
}

/** Where anybody has room. */
function toWaitingPlace({ teamId, channelId, takers }: TakersPlace, rooms: ReadonlyMap<UserId, Room>): WaitingPlace[] {
  const free = [...takers].filter((id) => hasRoom(rooms.get(id)));
  const [first, second] = free;
  if (first === undefined) return [];
  return [{ teamId, channelId, only: second === undefined ? first : null }];
}

/** Who went Away, or was filled by somebody else, since it was planned gets nothing. */
async function give(ctx: Ctx, wanted: readonly Gift[]): Promise<Gift[]> {
  const people = [...new Set(wanted.map(({ userId }) => userId))];
  await holdRoomOf(ctx, people);
  const there = await listThere(ctx, people);
  const rooms = await listRooms(ctx, people);
  const fits = [...Map.groupBy(wanted, ({ userId }) => userId)].flatMap(([userId, gifts]) => {
    const room = rooms.get(userId);
    return there.has(userId) && room !== undefined ? gifts.slice(0, Math.max(0, room.most - room.assigned)) : [];
  });
  const given = await giveWaiting(ctx, fits);
  for (const userId of new Set(given.map((gift) => gift.userId))) await noteTurn(ctx, userId, ctx.now());
  return given;
}
