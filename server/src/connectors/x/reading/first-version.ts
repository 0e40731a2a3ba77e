import { arrayOf, idOf, type Json, memberOf } from "../../read-json.ts";
import { isId } from "./words.ts";

/**
 * The id under which a post was first written: X gives each edited version an id of its own and names all of them, the first in
 * front ("Edit Posts"): `edit_history_tweet_ids` in the newer form, `edit_history` in the older one. Undefined: it was not edited.
 */
export function firstVersionOf(post: Json | undefined, id: string): string | undefined {
  const history = memberOf(post, "edit_history");
  const controls = memberOf(post, "edit_controls");
  const told = [
    firstOf(post, "edit_history_tweet_ids"),
    idOf(history, "initial_tweet_id"),
    firstOf(history, "edit_tweet_ids"),
    idOf(controls, "initial_tweet_id"),
    firstOf(controls, "edit_tweet_ids"),
  ].find((one) => one !== undefined && isId(one));
  return told === id ? undefined : told;
}

function firstOf(of: Json | undefined, key: string): string | undefined {
  return idOf({ first: arrayOf(of, key)[0] }, "first");
}
