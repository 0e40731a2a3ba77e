import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

/** Calls somebody when more contacts begin to wait in New than they chose; `waiting`: how many do, undefined until known. */
export function useWaitingCall(waiting: number | undefined): void {
  const cache = useQueryClient();
  const last = useRef(waiting);
  useEffect(() => {
    const before = last.current;
    last.current = waiting;
    if (before === undefined || waiting === undefined || waiting <= before) return;
    void import("./alerts/call-of-waiting.ts")
      .then(({ callOfWaiting }) => callOfWaiting(cache, before, waiting))
      .catch(() => undefined);
  }, [cache, waiting]);
}
