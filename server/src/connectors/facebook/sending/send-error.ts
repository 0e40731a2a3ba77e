import type { Meaning } from "../../meta/graph-error.ts";
import { isGone, meaningFrom, privateReplyMeanings, unclearAnswer, windowClosed } from "../../meta/sending/meanings.ts";

const WINDOW = windowClosed("Facebook");
const UNAVAILABLE: Meaning = {
  kind: "recipient_unavailable",
  message: "Facebook does not let the Page write to this person: they have blocked it, left, or opted out.",
};
const NO_APP: Meaning = { kind: "permission", message: "The Meta app may not write to people who use this Page yet." };
const BAD_FILE: Meaning = { kind: "invalid_content", message: "Facebook cannot use this file." };
const RESTRICTED = "10/1893063";
/** After these the Page rests. */
export const RESTRICTIONS: readonly string[] = [RESTRICTED];

/** `code/subcode` of sends (Messenger Platform, "Error codes"); what is not here has the common meaning. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  "10/2018278": WINDOW,
  "10/2018065": WINDOW,
  "10/2018108": UNAVAILABLE,
  "200/1545041": UNAVAILABLE,
  "100/2018001": { kind: "recipient_unavailable", message: "Facebook does not know this person on this Page." },
  "100/2018109": { kind: "too_large", message: "The file is too large for Messenger." },
  "100/2018047": BAD_FILE,
  "100/2018007": BAD_FILE,
  "100/2018008": BAD_FILE,
  "200/2018028": NO_APP,
  "200/2018021": NO_APP,
  "200/2018027": NO_APP,
  "10/2018300": {
    kind: "permission",
    message: "Another app has this conversation at the moment; it has to hand it over first.",
  },
  [RESTRICTED]: { kind: "rate_limited", message: "Facebook has restricted what the Page may send for a while." },
  "100/33": isGone("Facebook"),
  ...unclearAnswer("Facebook"),
};
/** Codes whose subcode changes nothing. */
const BY_CODE: Readonly<Record<number, Meaning>> = {
  551: UNAVAILABLE,
  10303: { kind: "permission", message: "The contact has to link their account first." },
  ...privateReplyMeanings("Facebook"),
};

export const meaningOf = meaningFrom(MEANINGS, BY_CODE);
