import { createRandom, type Random, SEEDS } from "../data/random.ts";

/** What one webhook tells. `state`: 0 sent, 1 delivered, 2 read. */
export type Notice =
  | { readonly type: "status"; readonly message: number; readonly state: number }
  | { readonly type: "inbound"; readonly n: number };

export const STATES = ["sent", "delivered", "read"] as const;
/** A person writes for so many statuses (Meta's worst case is 3,000 statuses beside 300 messages a second). */
export const STATUSES_AN_INBOUND = 10;
const MOST_REPEATED = 0.05;
const MOST_EARLY = 0.05;
/** A message's next state is told so many messages later, a repeat so many notices after the first. */
const STATE_LAG = 200;
const REPEAT_LAG = 300;

/**
 * The notices of `messages` messages that go out one after the other, each sent, delivered and read, with what people write
 * meanwhile. 5 % of all notices come twice, 5 % of the statuses before the one that they follow. Packed: see `readNotice`.
 */
export function makeReceipts(messages: number, options: { readonly inbound: boolean }): Int32Array {
  const random = createRandom(SEEDS.arrivals + 2);
  const orders = Array.from({ length: messages }, () => drawOrder(random));
  const notices: number[] = [];
  const repeats: { readonly at: number; readonly code: number }[] = [];
  let inbound = 0;
  const tell = (code: number): void => {
    notices.push(code);
    if (random() < MOST_REPEATED) repeats.push({ at: notices.length + REPEAT_LAG, code });
    for (let due = repeats[0]; due !== undefined && due.at <= notices.length; due = repeats[0]) {
      repeats.shift();
      notices.push(due.code);
    }
  };
  let statuses = 0;
  for (let slot = 0; slot < messages + 2 * STATE_LAG; slot += 1)
    for (let place = 0; place < STATES.length; place += 1) {
      const message = slot - place * STATE_LAG;
      const state = orders[message]?.[place];
      if (state === undefined) continue;
      tell(message * STATES.length + state);
      statuses += 1;
      if (!options.inbound || statuses % STATUSES_AN_INBOUND !== 0) continue;
      inbound += 1;
      tell(-inbound);
    }
  for (const { code } of repeats) notices.push(code);
  return Int32Array.from(notices);
}

/** Of the three states of one message one comes too early in three of twenty cases: 5 % of the statuses. */
function drawOrder(random: Random): readonly number[] {
  if (random() >= MOST_EARLY * STATES.length) return [0, 1, 2];
  return random() < 0.5 ? [1, 0, 2] : [0, 2, 1];
}

/** The notice with a number. Throws where there is none. */
export function readNotice(notices: Int32Array, n: number): Notice {
  const code = notices[n];
  if (code === undefined) throw new Error(`There is no notice ${n}.`);
  if (code < 0) return { type: "inbound", n: -code - 1 };
  return { type: "status", message: Math.floor(code / STATES.length), state: code % STATES.length };
}

/** For each message the furthest state of those told: what it must be in afterwards; -1: none was. */
export function furthestStates(notices: Int32Array, told: readonly number[], messages: number): Int8Array {
  const furthest = new Int8Array(messages).fill(-1);
  for (const n of told) {
    const notice = readNotice(notices, n);
    if (notice.type !== "status") continue;
    furthest[notice.message] = Math.max(furthest[notice.message] ?? -1, notice.state);
  }
  return furthest;
}
