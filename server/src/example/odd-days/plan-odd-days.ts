import type { PastLife } from "../plan-past.ts";
import { colleagues, repliesForLater } from "./among-colleagues.ts";
import { forgotten, nuisances, secrets } from "./kept-out.ts";
import { onePerson } from "./one-person.ts";
import { comments } from "./under-posts.ts";

/**
 * What does not happen every day, and shows what the workspace has for it: replies that leave later, contacts and posts that
 * are muted, numbers that are masked, colleagues who are named, one person
 * on three channels, somebody who wants to be forgotten. Pure, without chance.
 */
export function planOddDays(now: number): PastLife[] {
  return [
    ...repliesForLater(now),
    ...nuisances(now),
    ...comments(now),
    ...secrets(now),
    ...colleagues(now),
    ...onePerson(now),
    forgotten(now),
  ];
}
