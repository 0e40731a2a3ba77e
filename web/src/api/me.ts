import type { Me } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, use, useCallback } from "react";
import { queries } from "./queries.ts";

const MeContext = createContext<Me | undefined>(undefined);
/** Provided by the frame around everything that needs somebody signed in. */
export const MeProvider = MeContext.Provider;

/** Who is signed in. */
export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error("Nobody is signed in here.");
  return me;
}

/** Puts the server's newest picture of who is signed in (or a part of it, ahead of the server) on the screen. */
export function useUpdateMe(): (change: Partial<Me>) => void {
  const cache = useQueryClient();
  return useCallback(
    (change) => cache.setQueryData(queries.me().queryKey, (before) => (before ? { ...before, ...change } : before)),
    [cache],
  );
}
