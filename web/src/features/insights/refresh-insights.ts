import type { QueryClient } from "@tanstack/react-query";

/** The first look after something happened, and the pause between two. */
const SOON_MS = 1000;
const REST_MS = 3000;
/** A process reads the facts once in two seconds: what is read this long after an event surely knows of it. */
const SURE_MS = 2700;

let waiting = false;
let asked = 0;
let happened = 0;

/** Something happened to a conversation: the figures are asked for again soon, however much happens meanwhile. */
export function insightsMayHaveChanged(cache: QueryClient): void {
  happened = Date.now();
  if (!waiting) askIn(Math.max(SOON_MS, asked + REST_MS - happened), cache);
}

function askIn(milliseconds: number, cache: QueryClient): void {
  waiting = true;
  setTimeout(() => {
    asked = Date.now();
    waiting = false;
    if (asked - happened < SURE_MS) askIn(REST_MS, cache);
    void cache.invalidateQueries({ queryKey: ["insights"] });
  }, milliseconds);
}
