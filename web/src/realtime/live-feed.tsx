import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { startFeed } from "./start-feed.ts";

/** Keeps everything on the page fresh for as long as somebody is signed in. Draws nothing. */
export function LiveFeed(): null {
  const cache = useQueryClient();
  useEffect(() => {
    const feed = startFeed(cache);
    return () => feed.stop();
  }, [cache]);
  return null;
}
