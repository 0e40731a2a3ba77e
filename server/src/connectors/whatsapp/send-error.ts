import type { Meaning, OwnMeaning } from "../meta/graph-error.ts";

type Known = readonly [codes: readonly number[], meaning: Meaning];

/**
 * What WhatsApp's codes mean for whoever wrote (Cloud API, "Error codes"). The same codes come as an answer and, later, in a
 * failed status. What may pass is tried again by itself; the rest says what a person can do.
 */
const MEANINGS: readonly Known[] = [
  [[131047], { kind: "window_closed", message: "The 24 hours for free replies are over; send a template." }],
  [
    [131026],
    {
      kind: "recipient_unavailable",
      message: "The number cannot be reached on WhatsApp: it has none, an old version, or has not accepted the terms.",
    },
  ],
  [[131030], { kind: "recipient_unavailable", message: "The number is not on the test number's list of recipients." }],
  [[131021], { kind: "recipient_unavailable", message: "A number cannot write to itself." }],
  [[131062], { kind: "not_supported", message: "This cannot be sent to a contact known by user id alone." }],
  [[131051], { kind: "not_supported", message: "WhatsApp does not take this kind of message." }],
  [[131052], { kind: "invalid_content", message: "WhatsApp could not read the file.", words: true }],
  [[131053], { kind: "invalid_content", message: "WhatsApp did not take the file.", words: true }],
  [[4, 80007, 130429], { kind: "rate_limited", message: "WhatsApp asks to slow down." }],
  [[131048], { kind: "rate_limited", message: "WhatsApp holds messages back: too many were reported as spam." }],
  [[131056], { kind: "rate_limited", message: "Too many messages to this contact in a short time." }],
  [[133016, 131064], { kind: "rate_limited", message: "WhatsApp asks to wait before this is tried again." }],
  [[0], { kind: "auth_expired", message: "Meta does not accept the access token." }],
  [[131005], { kind: "permission", message: "The access token may not send for this number.", words: true }],
  [[131000, 131016, 131057, 135000, 133004], { kind: "retryable", message: "WhatsApp has trouble at the moment." }],
  [[131042], { kind: "policy", message: "WhatsApp wants the account's payment to be set right.", words: true }],
  [[131031, 368], { kind: "policy", message: "WhatsApp has locked the business account.", words: true }],
  [[130497], { kind: "policy", message: "The account may not write to people in this country." }],
  [[131045, 133010], { kind: "permission", message: "The number is not registered; register it by its PIN." }],
  [
    [133000, 133005, 133006, 133008, 133009, 133015],
    { kind: "permission", message: "Registering failed.", words: true },
  ],
  [[131049, 131063], { kind: "policy", message: "WhatsApp limits marketing to this contact; try after a day." }],
  [[131050], { kind: "policy", message: "The contact wants no marketing messages from this number." }],
  [[130472], { kind: "policy", message: "WhatsApp leaves this contact out of marketing in an experiment." }],
  [[137000], { kind: "recipient_unavailable", message: "The contact's identity has changed; let them write first." }],
  [[132000], { kind: "invalid_content", message: "The number of the template's parameters is wrong.", words: true }],
  [[132001], { kind: "invalid_content", message: "The template is not there in this language, or not approved." }],
  [[132005], { kind: "invalid_content", message: "The filled template is too long." }],
  [[132007], { kind: "policy", message: "The template is against WhatsApp's rules.", words: true }],
  [[132008, 132012, 132018], { kind: "invalid_content", message: "A parameter has a wrong form.", words: true }],
  [[132015], { kind: "policy", message: "WhatsApp has paused the template: too many disliked it." }],
  [[132016], { kind: "policy", message: "WhatsApp has switched off the template for good." }],
  [[132068, 132069], { kind: "policy", message: "WhatsApp has blocked or throttled the form in it.", words: true }],
  [[131008, 131009], { kind: "invalid_content", message: "WhatsApp refused the message.", words: true }],
];

const BY_CODE = new Map(MEANINGS.flatMap(([codes, meaning]) => codes.map((code) => [code, meaning] as const)));

export const whatsappMeaning: OwnMeaning = ({ code }) => {
  if (code === undefined) return undefined;
  const known = BY_CODE.get(code);
  if (known !== undefined) return known;
  // Of the block list.
  if (code >= 139_100 && code <= 139_199)
    return { kind: "policy", message: "WhatsApp's list of blocked people stands against it.", words: true };
  return undefined;
};
