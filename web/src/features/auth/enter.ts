import type { Me } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useCallback } from "react";
import { wantWork } from "../../api/became-available.ts";
import { queries } from "../../api/queries.ts";

/** Goes into the product as this person, to where they wanted to go. */
export function useEnter(): (me: Me, next?: string) => void {
  const cache = useQueryClient();
  const router = useRouter();
  return useCallback(
    (me, next) => {
      cache.clear();
      cache.setQueryData(queries.me().queryKey, me);
      wantWork(me.presence === "available");
      router.history.push(safePath(next));
    },
    [cache, router],
  );
}

/**
 * Only a path of our own: a link to the sign-in page must not lead elsewhere (S44). Judged as the browser will read it, which
 * drops tabs and line breaks, takes a backslash for a slash, and two slashes for a host: also where they only come to stand at
 * the beginning, as in `/x/..//host`.
 */
export function safePath(next: string | undefined): string {
  if (next === undefined || !/^\/(?![/\\])/.test(next) || /[\p{Cc}\\]/u.test(next)) return "/";
  const read = URL.parse(next, OURS);
  return read?.origin === OURS && !read.pathname.startsWith("//") ? next : "/";
}

/** Stands for our own address, whatever it is. */
const OURS = "https://guichet.invalid";
