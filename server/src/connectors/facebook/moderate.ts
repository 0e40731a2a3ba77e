import { createModerator } from "../meta/moderator.ts";
import { accountOf } from "./account.ts";
import { meaningOf } from "./sending/send-error.ts";

/** Likes, hides or deletes a comment or a visitor's post as the Page. */
export const moderateComment = createModerator(
  {
    like: (id) => ({ method: "POST", path: `${id}/likes` }),
    unlike: (id) => ({ method: "DELETE", path: `${id}/likes` }),
    hide: (id) => ({ method: "POST", path: id, json: { is_hidden: true } }),
    unhide: (id) => ({ method: "POST", path: id, json: { is_hidden: false } }),
    delete: (id) => ({ method: "DELETE", path: id }),
  },
  accountOf,
  meaningOf,
);
