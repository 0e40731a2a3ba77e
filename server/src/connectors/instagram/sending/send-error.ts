import type { Meaning } from "../../meta/graph-error.ts";
import { isGone, meaningFrom, privateReplyMeanings, unclearAnswer, windowClosed } from "../../meta/sending/meanings.ts";

const WINDOW = windowClosed("Instagram");
const UNAVAILABLE: Meaning = {
  kind: "recipient_unavailable",
  message: "Instagram does not let the account write to this person: they have blocked it, left, or opted out.",
};
const UNKNOWN_PERSON: Meaning = {
  kind: "recipient_unavailable",
  message: "Instagram does not know this person on this account.",
};
const BAD_FILE: Meaning = { kind: "invalid_content", message: "Instagram cannot use this file." };
const RESTRICTED: Meaning = {
  kind: "rate_limited",
  message: "Instagram has restricted what the account may send for a while.",
};
/** After these the account rests. */
export const RESTRICTIONS: readonly string[] = ["10/2534029", "10/2534122", "100/2534029", "100/2534122"];

/** `code/subcode` of sends (Instagram Platform and Messenger Platform, "Error codes"); what is not here has the common meaning. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  "10/2534022": WINDOW,
  "10/2018278": WINDOW,
  "10/2018108": UNAVAILABLE,
  "200/1545041": UNAVAILABLE,
  "100/2534014": UNKNOWN_PERSON,
  "100/2018001": UNKNOWN_PERSON,
  "100/2018109": { kind: "too_large", message: "The file is too large for Instagram." },
  "100/2018047": BAD_FILE,
  "100/2018007": BAD_FILE,
  "100/2018008": BAD_FILE,
  "10/2018300": {
    kind: "permission",
    message: "Another app has this conversation at the moment; it has to hand it over first.",
  },
  "100/33": isGone("Instagram"),
  ...unclearAnswer("Instagram"),
  ...Object.fromEntries(RESTRICTIONS.map((code) => [code, RESTRICTED])),
};
/** Codes whose subcode changes nothing. */
const BY_CODE: Readonly<Record<number, Meaning>> = { 551: UNAVAILABLE, ...privateReplyMeanings("Instagram") };

export const meaningOf = meaningFrom(MEANINGS, BY_CODE);
