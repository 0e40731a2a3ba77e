import { useCallback, useRef } from "react";

/** The same function from drawing to drawing, which does what the newest one would: for children that are kept as they are. */
export function useSteady<Args extends readonly unknown[], Result>(
  work: (...args: Args) => Result,
): (...args: Args) => Result {
  const newest = useRef(work);
  newest.current = work;
  return useCallback((...args: Args) => newest.current(...args), []);
}
