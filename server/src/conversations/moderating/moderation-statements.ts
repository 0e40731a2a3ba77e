import type { Moderation } from "@guichet/contract";

/** `$1` organization, `$2` message, `$3` now, `$4` whether it is so from now on; a repeat keeps the first moment. */
const SET_LIKED = `
  update messages set liked_at = case when $4::boolean then coalesce(liked_at, $3) end, changed_at = $3
  where organization_id = $1 and id = $2`;
const SET_REPOSTED = `
  update messages set reposted_at = case when $4::boolean then coalesce(reposted_at, $3) end, changed_at = $3
  where organization_id = $1 and id = $2`;
const SET_HIDDEN = `
  update messages set hidden_at = case when $4::boolean then coalesce(hidden_at, $3) end,
    hidden_changed_at = greatest(hidden_changed_at, $3), changed_at = $3
  where organization_id = $1 and id = $2`;

type Statement = { readonly text: string; readonly isOn: boolean };

/** How what the brand did to what stands in public is written down. A deletion is more than a mark. */
export const MODERATION_STATEMENTS: Readonly<Record<Exclude<Moderation, "delete">, Statement>> = {
  like: { text: SET_LIKED, isOn: true },
  unlike: { text: SET_LIKED, isOn: false },
  repost: { text: SET_REPOSTED, isOn: true },
  unrepost: { text: SET_REPOSTED, isOn: false },
  hide: { text: SET_HIDDEN, isOn: true },
  unhide: { text: SET_HIDDEN, isOn: false },
};
