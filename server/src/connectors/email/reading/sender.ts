import { type MailAddress, readAddresses } from "../mime/addresses.ts";
import { firstHeader, type MailHeaders } from "../mime/header-block.ts";
import { withoutPlus } from "../threading/keyed-marks.ts";

export type Sender = {
  /** Key of the contact's identity: the address, or `address via form address`. */
  readonly externalId: string;
  /** Where a reply goes; undefined when there is nobody to reply to. */
  readonly address: string | undefined;
  readonly name: string;
  /** The address the mail says it is from; empty when there is none. */
  readonly from: string;
};

/** Addresses no person writes from: web forms and shops, whose Reply-To names the person. */
const formLike =
  /^(?:no-?reply|do-?not-?reply|ne-?pas-?repondre|nepasrepondre|noreponse|wordpress|web|website|webmaster|forms?|formulaire|contact-?forms?|shop|store|mailer|info-form)(?:[+._-]|@)/;

/**
 * Who wrote. From alone decides: whoever sets another Reply-To must neither become that contact nor draw our answers to
 * himself (S31). Only a form that writes for people (our own address, no-reply and the like) is told apart by its Reply-To, as an
 * identity of its own that never is the person's.
 */
export function readSender(headers: MailHeaders, ownAddresses: readonly string[], mailHash: string): Sender {
  const written = first(headers, "from") ?? first(headers, "sender") ?? first(headers, "return-path");
  if (written === undefined) return unknownSender(firstHeader(headers, "from"), mailHash);
  const isForm = formLike.test(written.address) || isOwn(written.address, ownAddresses);
  const person = isForm ? findPerson(headers, ownAddresses) : undefined;
  if (person === undefined || person.address === written.address) {
    return { externalId: written.address, address: written.address, name: written.name, from: written.address };
  }
  const externalId = viaForm(person.address, written.address);
  return { externalId, address: person.address, name: person.name, from: written.address };
}

export function isOwn(address: string, ownAddresses: readonly string[]): boolean {
  return ownAddresses.some((own) => withoutPlus(own) === withoutPlus(address));
}

/** The address that a reply to this identity goes to; the reverse of `viaForm`. */
export function addressOf(externalId: string): string {
  return externalId.split(" via ")[0] ?? externalId;
}

function viaForm(person: string, form: string): string {
  return `${person} via ${form}`;
}

function first(headers: MailHeaders, name: string): MailAddress | undefined {
  return readAddresses(firstHeader(headers, name), 1)[0];
}

function findPerson(headers: MailHeaders, ownAddresses: readonly string[]): MailAddress | undefined {
  const named = ["x-original-from", "x-original-sender", "reply-to"].map((name) => first(headers, name));
  return named.find((each) => each !== undefined && !isOwn(each.address, ownAddresses));
}

/** One identity for each such mail: strangers without a name must not meet in one conversation. */
function unknownSender(from: string | undefined, mailHash: string): Sender {
  const name = from?.replace(/[<>"]/g, "").trim().slice(0, 300) || "Unknown sender";
  return { externalId: `unknown-${mailHash.slice(0, 16)}@sender.invalid`, address: undefined, name, from: "" };
}
