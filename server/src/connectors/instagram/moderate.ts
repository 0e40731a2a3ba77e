import { createModerator } from "../meta/moderator.ts";
import { accountOf } from "./account.ts";
import { meaningOf } from "./sending/send-error.ts";

/** Hides or deletes a comment under what the account has published; likes are nobody's there. */
export const moderateComment = createModerator(
  {
    hide: (path) => ({ method: "POST", path, query: { hide: "true" } }),
    unhide: (path) => ({ method: "POST", path, query: { hide: "false" } }),
    delete: (path) => ({ method: "DELETE", path }),
  },
  accountOf,
  meaningOf,
);
