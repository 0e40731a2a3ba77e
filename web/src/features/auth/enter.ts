import type { Me } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useCallback } from "react";
import { queries } from "../../api/queries.ts";

/** Goes into the product as this person, to where they wanted to go. */
export function useEnter(): (me: Me, next?: string) => void {
  const cache = useQueryClient();
  const router = useRouter();
  return useCallback(
    (me, next) => {
      cache.clear();
      cache.setQueryData(queries.me().queryKey, me);
      router.history.push(safePath(next));
    },
    [cache, router],
  );
}

/** Only a path of our own: a link to the sign-in page must not lead elsewhere. */
export function safePath(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) ? next : "/";
}
