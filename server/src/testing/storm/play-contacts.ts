import type { Account } from "../../../../simulator/src/telephone/network.ts";

type Deeds = { readonly written: number; readonly edited: number; readonly deleted: number };

/** Every contact of an account writes, corrects and takes back, by chance; at most one correction of a message. */
export async function playContacts(account: Account, events: number, random: () => number): Promise<Deeds> {
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  const done = { written: 0, edited: 0, deleted: 0 };
  const edited = new Set<string>();
  const contacts = account.contacts();
  for (let n = 0; n < events; n += 1) {
    const contact = pick(contacts);
    const chat = contact?.chats.find(({ kind }) => kind === "direct");
    if (contact === undefined || chat === undefined) throw new Error(`${account.name} has nobody who writes.`);
    const mine = (account.chat(contact.id, chat.id)?.messages ?? []).filter((one) => one.mine && !one.deleted);
    const luck = random();
    const toEdit = luck < 0.12 ? pick(mine.filter(({ id, can }) => can.edit && !edited.has(id))) : undefined;
    const toDelete = luck > 0.94 ? pick(mine.filter(({ can }) => can.delete)) : undefined;
    if (toEdit !== undefined) {
      edited.add(toEdit.id);
      await account.do(contact.id, chat.id, { do: "edit", message: toEdit.id, text: `${toEdit.text} – corrected` });
      done.edited += 1;
    } else if (toDelete !== undefined) {
      await account.do(contact.id, chat.id, { do: "delete", message: toDelete.id });
      done.deleted += 1;
    } else {
      await account.do(contact.id, chat.id, { do: "write", text: `${contact.name} writes ${n} – ä 💡 "\\"` });
      done.written += 1;
    }
  }
  return done;
}
