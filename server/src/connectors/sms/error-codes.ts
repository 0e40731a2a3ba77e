import { cleanText } from "../../lib/clean-text.ts";
import type { SendError } from "../connector.ts";

type Meaning = readonly [SendError["kind"], string];

/** What Twilio's error codes mean for whoever wrote the message (Twilio, "Error and Warning Dictionary"). Words are ours. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  "11200": ["invalid_content", "Twilio could not fetch a file: Guichet's address (PUBLIC_URL) cannot be reached."],
  "12300": ["invalid_content", "A file has a type that MMS does not take."],
  "14107": ["rate_limited", "Twilio asks to slow down."],
  "20003": ["auth_expired", "Twilio does not accept the account SID and auth token."],
  "20005": ["auth_expired", "The Twilio account is not active."],
  "20404": ["auth_expired", "Twilio does not know the account or its sender any more."],
  "20429": ["rate_limited", "Twilio asks to slow down."],
  "21201": ["recipient_unavailable", "There is no number to send to."],
  "21211": ["recipient_unavailable", "The contact's number is not valid."],
  "21214": ["recipient_unavailable", "The contact's number cannot be reached."],
  "21217": ["recipient_unavailable", "The contact's number is not valid."],
  "21265": ["recipient_unavailable", "A short code cannot be written to."],
  "21266": ["recipient_unavailable", "The contact's number is the channel's own."],
  "21408": ["permission", "The Twilio account may not send to this country; its geographic permissions say which."],
  "21601": ["permission", "The channel's number cannot send SMS."],
  "21602": ["invalid_content", "Twilio takes no message without a text or a file."],
  "21603": ["permission", "The channel has no sender."],
  "21604": ["recipient_unavailable", "There is no number to send to."],
  "21606": ["permission", "The channel's sender does not belong to the Twilio account, or cannot send SMS."],
  "21608": ["permission", "A trial account of Twilio sends to verified numbers alone."],
  "21609": ["permission", "Twilio does not take Guichet's address (PUBLIC_URL) for its reports."],
  "21610": ["recipient_unavailable", "The contact has opted out with STOP, and has to write START first."],
  "21611": ["rate_limited", "Too many messages wait at Twilio for this sender."],
  "21612": ["recipient_unavailable", "This number cannot be reached from the channel's sender."],
  "21614": ["recipient_unavailable", "The contact's number is no mobile number."],
  "21617": ["invalid_content", "The text is too long for one message."],
  "21619": ["invalid_content", "Twilio takes no message without a text or a file."],
  "21620": ["invalid_content", "Twilio cannot fetch a file from Guichet's address (PUBLIC_URL)."],
  "21623": ["invalid_content", "A message carries at most ten files."],
  "21635": ["recipient_unavailable", "The contact's number is a landline."],
  "21655": ["invalid_content", "The template does not exist at Twilio."],
  "21659": ["permission", "The channel's sender is not a number of the Twilio account."],
  "21660": ["permission", "The channel's sender belongs to another Twilio account."],
  "21661": ["permission", "The channel's sender cannot send SMS."],
  "21701": ["permission", "The Messaging Service does not exist any more."],
  "21703": ["permission", "The Messaging Service has no number that could send."],
  "21704": ["permission", "The Messaging Service has no number that could send this."],
  "21705": ["permission", "The Messaging Service does not exist any more."],
  "21712": ["permission", "The Messaging Service has no number that could send this."],
  "30001": ["rate_limited", "Too many messages waited at Twilio; this one was dropped."],
  "30002": ["auth_expired", "The Twilio account was suspended before the message left."],
  "30003": ["recipient_unavailable", "The contact's phone cannot be reached: switched off, or out of coverage."],
  "30004": ["recipient_unavailable", "The contact's carrier or phone blocks this sender."],
  "30005": ["recipient_unavailable", "The contact's number is unknown, or no longer in use."],
  "30006": ["recipient_unavailable", "The contact's number is a landline, or its carrier takes no SMS."],
  "30007": ["policy", "A carrier's filter has stopped the message."],
  "30008": ["recipient_unavailable", "The carrier did not deliver it, and does not say why."],
  "30009": ["recipient_unavailable", "A part of the message was lost on its way."],
  "30010": ["policy", "The message costs more than the account allows."],
  "30011": ["recipient_unavailable", "The contact's carrier takes no MMS."],
  "30017": ["rate_limited", "The contact's carrier is congested."],
  "30018": ["permission", "The country wants this sender to be registered first."],
  "30019": ["too_large", "The files are too large for the contact's carrier."],
  "30022": ["rate_limited", "The sender's limit with United States carriers was exceeded."],
  "30023": ["rate_limited", "The brand's limit for the day with a United States carrier was reached."],
  "30024": ["permission", "The sender's name is not registered with the carrier."],
  "30027": ["rate_limited", "The brand's limit for the day with T-Mobile was reached."],
  "30032": ["permission", "The toll-free number has to be verified before it may send."],
  "30034": ["permission", "The number has to be registered for A2P 10DLC before it may send to the United States."],
  "30035": ["permission", "The number's registration for A2P 10DLC is not finished."],
  "30036": ["deadline_passed", "The message was not delivered before its time ran out."],
  "30038": ["policy", "A carrier has stopped the message as one-time password."],
  "30039": ["policy", "Twilio has stopped a loop of messages between two machines."],
  "30410": ["recipient_unavailable", "The carrier did not answer in time."],
  "30450": ["policy", "Twilio's fraud guard has stopped the message."],
  "63003": ["recipient_unavailable", "The contact cannot be found on this network."],
  "63005": ["invalid_content", "The network did not take the content."],
  "63007": ["permission", "The channel's sender is not connected with this network at Twilio."],
  "63013": ["policy", "The message is against the network's rules."],
  "63015": ["recipient_unavailable", "The contact has not joined the sandbox."],
  "63016": ["window_closed", "The time for replies is over on this network; only a template may be sent."],
  "63018": ["rate_limited", "The network's limit for this sender was exceeded."],
  "63024": ["recipient_unavailable", "The contact's address is not valid on this network."],
  "63032": ["policy", "The network did not let this contact be written to."],
  "63033": ["recipient_unavailable", "The contact has blocked the sender."],
  "63038": ["rate_limited", "The account's limit of messages for the day was reached."],
};

/** A code as an error in our words; one that is not known keeps Twilio's. */
export function meaningOf(code: string, words: string): SendError {
  const known = findMeaning(code);
  if (known !== undefined) return known;
  const number = /^\d{1,6}$/.test(code) ? ` (${code})` : "";
  const said = cleanText(words).trim().slice(0, 200);
  return {
    kind: "recipient_unavailable",
    code: code.slice(0, 20),
    message: said === "" ? `Twilio could not deliver the message${number}.` : `Twilio says${number}: ${said}`,
  };
}

/** Undefined: the code is not known. */
export function findMeaning(code: string): SendError | undefined {
  const [kind, message] = Object.hasOwn(MEANINGS, code) ? (MEANINGS[code] ?? []) : [];
  return kind === undefined || message === undefined ? undefined : { kind, code, message };
}
