import { setInterval } from "node:timers";
import type { Account, Played, ShownMessage } from "@guichet/simulator";
import type { Door, Line } from "./door.ts";

const LOOK_MS = 700;

type Chat = { readonly account: Account; readonly contact: string; readonly id: string; readonly isPublic: boolean };

/** People with a telephone, on a network that is played on this machine: they see what the network shows them. */
export function createNetworkDoor({ network, addContact }: Played): Door {
  const looking = new Set<() => void>();
  const timer = setInterval(() => {
    for (const look of looking) look();
  }, LOOK_MS);
  return {
    async open(name, script, onAnswer) {
      const chat = findChat(network.accounts(), addContact(name, script.language), script.page);
      const heard = new Set<string>();
      const look = (): void => {
        for (const { id, text } of answersIn(chat)) {
          if (heard.has(id)) continue;
          heard.add(id);
          if (text !== "") onAnswer(text);
        }
      };
      looking.add(look);
      return makeLine(chat, () => looking.delete(look));
    },
    close: async () => clearInterval(timer),
  };
}

/** The chat with the account, or one of its posts where the script says so. */
function findChat([account]: readonly Account[], contact: string, page: string): Chat {
  const chats = account?.contacts().find(({ id }) => id === contact)?.chats ?? [];
  const isPublic = page === "post";
  const chat = chats.find(({ kind }) => kind === (isPublic ? "public" : "direct"));
  if (account === undefined || chat === undefined) throw new Error(`There is no chat for ${contact}.`);
  return { account, contact, id: chat.id, isPublic };
}

function makeLine({ account, contact, id, isPublic }: Chat, close: () => void): Line {
  const shown = (): readonly ShownMessage[] => account.chat(contact, id)?.messages ?? [];
  return {
    async say(text, photo) {
      // Under a post one goes on under one's own comment.
      const root = isPublic ? shown().find(({ mine }) => mine) : undefined;
      const answering = root === undefined ? {} : { replyTo: root.id };
      if (photo === undefined) return await account.do(contact, id, { do: "write", text, ...answering });
      const file = { base64: Buffer.from(photo).toString("base64"), type: "image/png", name: "photo.png" };
      await account.do(contact, id, { do: "file", ...file, caption: text, ...answering });
    },
    noteRead() {
      if (account.chat(contact, id)?.can.read === true)
        void Promise.resolve(account.do(contact, id, { do: "read" })).catch(() => undefined);
    },
    // No telephone of these tells that its owner is typing.
    noteTyping: () => undefined,
    close,
  };
}

/** What the account wrote to this contact: under a post, what stands under their own comment. */
function answersIn({ account, contact, id, isPublic }: Chat): readonly ShownMessage[] {
  const all = account.chat(contact, id)?.messages ?? [];
  const own = isPublic ? all.findIndex(({ mine }) => mine) : -1;
  if (isPublic && own < 0) return [];
  const rest = all.slice(own + 1);
  const end = isPublic ? rest.findIndex(({ depth }) => depth === 0) : -1;
  const thread = end < 0 ? rest : rest.slice(0, end);
  return thread.filter(({ mine, author }) => !mine && (author === null || author === account.name));
}
