import type {
  Deed,
  FileKind,
  Network,
  Account as ShownAccount,
  ShownChat,
  ShownMessage,
} from "../telephone/network.ts";
import { DeedRefused, PLAIN } from "../telephone/network.ts";
import type { Account } from "./account.ts";
import type { Phone } from "./phone.ts";
import { findFile, type TwilioSimulator } from "./twilio-simulator.ts";
import type { Message, StoredMedia } from "./wire.ts";

/** Sets that a telephone has, each with the account whose sender it writes to. */
export type Played = { readonly account: Account; readonly phones: readonly Phone[] };

/** SMS and MMS on the contact's telephone. */
export function twilioNetwork(simulator: TwilioSimulator, played: () => readonly Played[]): Network {
  return { id: "sms", name: "SMS", hue: 25, accounts: () => played().flatMap((one) => toAccounts(simulator, one)) };
}

function toAccounts({ apiUrl, messagingUrl }: TwilioSimulator, { account, phones }: Played): ShownAccount[] {
  return account.senders.map((sender) => {
    // Somebody may get a telephone later.
    const own = () => phones.filter((phone) => phone.sender === sender);
    return {
      id: sender.sid,
      name: sender.name,
      address: sender.numbers[0] ?? sender.address,
      isConnected: sender.url !== "",
      credentials: [
        { field: "accountSid", label: "Account SID", value: account.sid },
        { field: "authToken", label: "Auth token", value: account.token },
        { field: "sender", label: "Number or Messaging Service", value: sender.address },
        { field: "apiUrl", label: "API address", value: apiUrl },
        { field: "messagingUrl", label: "Address for Messaging Services", value: messagingUrl },
      ],
      contacts: () =>
        own().map(({ number, name }) => ({
          id: number,
          name,
          chats: [{ id: number, name: "Messages", kind: "direct" }],
        })),
      chat: (contact) => viewChat(findPhone(own(), contact)),
      do: async (contact, _chat, deed) => await doDeed(findPhone(own(), contact), deed),
      file: async (id) => {
        const file = findFile(account, id);
        return file === undefined ? undefined : { bytes: file.bytes, type: file.type, name: "mms" };
      },
    };
  });
}

function findPhone(phones: readonly Phone[], number: string): Phone {
  const phone = phones.find((one) => one.number === number);
  if (phone === undefined) throw new DeedRefused(`Nobody has the number ${number}.`);
  return phone;
}

function viewChat(phone: Phone): ShownChat {
  const notes = [
    phone.hasStopped() ? "You have stopped this sender." : "",
    phone.isUnreachable ? "This telephone is switched off." : "",
  ].filter((note) => note !== "");
  return {
    note: notes.length === 0 ? null : notes.join(" "),
    typing: false,
    post: null,
    messages: phone.chat().map((message) => toShown(message, phone)),
    can: { write: true, file: true, place: false, read: false },
    acts: [
      phone.hasStopped() ? { id: "start", label: "Write START" } : { id: "stop", label: "Write STOP" },
      phone.isUnreachable ? { id: "on", label: "Switch on" } : { id: "off", label: "Switch off" },
    ],
  };
}

function toShown(message: Message, { number }: Phone): ShownMessage {
  const mine = message.from === number;
  return {
    ...PLAIN,
    id: message.sid,
    mine,
    at: message.at,
    text: message.body,
    files: message.media.map((one, index) => ({ id: one.sid, name: `MMS ${index + 1}`, kind: kindOf(one) })),
    tick: mine ? "sent" : null,
  };
}

function kindOf({ type }: StoredMedia): FileKind {
  const [family] = type.split("/");
  return family === "image" ? "picture" : family === "video" || family === "audio" ? family : "file";
}

async function doDeed(phone: Phone, deed: Deed): Promise<void> {
  switch (deed.do) {
    case "write":
      return void (await phone.write(deed.text));
    case "file":
      return void (await phone.sendFiles(deed.caption, [
        { bytes: Buffer.from(deed.base64, "base64"), type: deed.type },
      ]));
    case "act":
      return await act(phone, deed.id);
    case "place":
    case "edit":
    case "delete":
    case "react":
    case "press":
    case "read":
      throw new DeedRefused("SMS knows nothing of this.");
  }
}

async function act(phone: Phone, id: string): Promise<void> {
  if (id === "stop" || id === "start") await phone.write(id.toUpperCase());
  else phone.setUnreachable(id === "off" ? 30003 : undefined);
}
