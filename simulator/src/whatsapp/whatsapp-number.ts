import type { MetaSimulator } from "../meta/meta-simulator.ts";
import { type NewContact, WhatsappContact } from "./whatsapp-contact.ts";
import { WhatsappFiles } from "./whatsapp-files.ts";
import type { Message } from "./wire.ts";

type State = NonNullable<Message["state"]>;
type StatusError = { readonly code: number; readonly title: string; readonly details: string };

/** A telephone number of a business account: its chats, and what is told of them. */
export class WhatsappNumber {
  readonly id: string;
  readonly wabaId: string;
  readonly display: string;
  readonly name: string;
  readonly digits: string;
  readonly files: WhatsappFiles;
  readonly messages: Message[] = [];
  /** Message → emoji of the contact's. */
  readonly reactions = new Map<string, string>();
  /** Of the contact's messages those that the business has read. */
  readonly readByBusiness = new Set<string>();
  readonly typingFor = new Map<string, number>();
  status = "CONNECTED";
  quality = "GREEN";
  pin: string | undefined;
  /** Statuses leave before the call that caused them is answered. */
  statusFirst = false;
  readonly #simulator: MetaSimulator;
  readonly #contacts: WhatsappContact[] = [];
  #made = 0;

  constructor(
    simulator: MetaSimulator,
    given: { readonly id: string; readonly wabaId: string; readonly display: string; readonly name: string },
  ) {
    this.#simulator = simulator;
    this.id = given.id;
    this.wabaId = given.wabaId;
    this.display = given.display;
    this.digits = given.display.replaceAll(/\D/g, "");
    this.name = given.name;
    this.files = new WhatsappFiles({
      now: simulator.now,
      isToken: (token) => simulator.appOf(token)?.tokens.get(token)?.endedBy === undefined && token !== "",
    });
  }

  contact(given: NewContact): WhatsappContact {
    const contact = new WhatsappContact(this, given);
    this.#contacts.push(contact);
    return contact;
  }

  contacts(): readonly WhatsappContact[] {
    return this.#contacts;
  }

  now(): number {
    return this.#simulator.now();
  }

  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  nextId(): string {
    this.#made += 1;
    return `wamid.${Buffer.from(`${this.digits}:${this.#made}`).toString("base64").replaceAll("=", "")}A==`;
  }

  keep(message: Message): Message {
    this.messages.push(message);
    return message;
  }

  find(id: string): Message {
    const found = this.messages.find((message) => message.id === id);
    if (found === undefined) throw new Error(`There is no message ${id}.`);
    return found;
  }

  change(id: string, changes: Partial<Message>): Message {
    const at = this.messages.findIndex((message) => message.id === id);
    const changed = { ...this.find(id), ...changes };
    this.messages[at] = changed;
    return changed;
  }

  react(_contact: WhatsappContact, messageId: string, emoji: string | undefined): void {
    if (emoji === undefined) this.reactions.delete(messageId);
    else this.reactions.set(messageId, emoji);
  }

  contactOf(message: Message): WhatsappContact | undefined {
    return this.#contacts.find(({ key }) => key === message.contact);
  }

  /** Tells the business how far its message has come. */
  advance(message: Message, state: State, error?: StatusError): void {
    this.change(message.id, { state });
    const contact = this.contactOf(message);
    const status = {
      ...{ id: message.id, status: state, timestamp: String(this.seconds()) },
      ...(contact?.phone === undefined ? {} : { recipient_id: contact.phone }),
      ...(contact?.userId === undefined ? {} : { recipient_user_id: contact.userId }),
      ...(message.opaque === undefined ? {} : { biz_opaque_callback_data: message.opaque }),
      ...(state === "sent"
        ? { pricing: { billable: true, pricing_model: "PMP", type: "regular", category: "service" } }
        : {}),
      ...(error === undefined
        ? {}
        : {
            errors: [
              {
                ...{ code: error.code, title: error.title, message: error.title },
                error_data: { details: error.details },
                href: "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
              },
            ],
          }),
    };
    this.tell({ statuses: [status] });
  }

  /** Puts it into the frame of a notice. */
  tell(value: Readonly<Record<string, unknown>>, field = "messages"): void {
    const metadata = { display_phone_number: this.digits, phone_number_id: this.id };
    this.#simulator.tell(this.wabaId, {
      list: "changes",
      field,
      value: { messaging_product: "whatsapp", metadata, ...value },
    });
  }
}
