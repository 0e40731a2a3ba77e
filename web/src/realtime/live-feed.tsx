import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useMe } from "../api/me.ts";
import { dropOldDrafts } from "../features/conversations/composer/local-draft.ts";
import { startSending } from "../features/conversations/sending/start-sending.ts";
import { startFeed } from "./start-feed.ts";

/** Keeps everything on the page fresh, and what was written going out, for as long as somebody is signed in. */
export function LiveFeed(): null {
  const cache = useQueryClient();
  const me = useMe().id;
  useEffect(() => {
    const feed = startFeed(cache);
    return () => feed.stop();
  }, [cache]);
  useEffect(() => startSending(cache, me), [cache, me]);
  useEffect(() => dropOldDrafts(), []);
  return null;
}
