import { useEffect, useRef } from "react";
import { useLiveHealth } from "./live-health.ts";
import { Refusal } from "./refusal.ts";

const FIRST_MS = 4000;
const LONGEST_MS = 60_000;

/** Would asking again help? A server out of reach or too busy comes back; a refusal stays one. */
export function mayPass(error: unknown): boolean {
  return error instanceof Refusal && ["offline", "unavailable", "storage_full"].includes(error.code);
}

/**
 * While `failed`, asks again by itself: at once when the live feed is back, else after 4 s, 8 s, … 60 s. Nobody has to press
 * "Try again" because a server was restarted.
 */
export function useAgainLater(failed: boolean, again: () => void): void {
  const health = useLiveHealth();
  const tries = useRef(0);
  const healthThen = useRef(health);
  const latest = useRef(again);
  latest.current = again;
  useEffect(() => {
    const back = health === "live" && healthThen.current !== "live";
    healthThen.current = health;
    if (back) tries.current = 0;
    if (!failed) return;
    const wait = back ? 0 : Math.min(FIRST_MS * 2 ** tries.current, LONGEST_MS);
    const timer = setTimeout(() => {
      tries.current++;
      latest.current();
    }, wait);
    return () => clearTimeout(timer);
  }, [failed, health]);
}
