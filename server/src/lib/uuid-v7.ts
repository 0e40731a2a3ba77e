import { randomUUID } from "node:crypto";

const counterBits = 12;
const counterLimit = 2 ** counterBits;
/** A new millisecond starts in the lower half of the counter, so that a burst has room before time must be borrowed. */
const counterStartLimit = counterLimit / 2;

type Sequence = { time: number; counter: number };

const running: Sequence = { time: 0, counter: 0 };
const given: Sequence = { time: 0, counter: 0 };

/**
 * A new UUIDv7 (RFC 9562, counter in rand_a, 62 random bits).
 * Without `now` the ids of one process only ascend, also when the clock steps back. With `now` (milliseconds since 1970)
 * the id carries exactly that time, and ids asked for the same time ascend; more than 2,048 of them borrow the next millisecond.
 */
export function uuidV7(now?: number): string {
  const { time, counter } = now === undefined ? takeRunning(Date.now()) : takeGiven(Math.floor(now));
  const hexTime = time.toString(16).padStart(12, "0");
  const hexCounter = counter.toString(16).padStart(3, "0");
  // The tail of a version 4 UUID already holds the variant bits and 62 random ones.
  return `${hexTime.slice(0, 8)}-${hexTime.slice(8)}-7${hexCounter}-${randomUUID().slice(19)}`;
}

function takeRunning(clock: number): Sequence {
  return clock > running.time ? begin(running, clock) : step(running);
}

function takeGiven(now: number): Sequence {
  return now === given.time ? step(given) : begin(given, now);
}

function begin(sequence: Sequence, time: number): Sequence {
  sequence.time = time;
  sequence.counter = Math.floor(Math.random() * counterStartLimit);
  return sequence;
}

function step(sequence: Sequence): Sequence {
  if (sequence.counter + 1 === counterLimit) return begin(sequence, sequence.time + 1);
  sequence.counter += 1;
  return sequence;
}
