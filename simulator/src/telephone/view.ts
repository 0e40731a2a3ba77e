import type { Account, ChatName, ContactName, Network, ShownChat } from "./network.ts";

/** Where the person stands; what is missing or unknown becomes the first there is. */
export type Where = {
  readonly network: string;
  readonly account: string;
  readonly contact: string;
  readonly chat: string;
};
type Named = { readonly id: string; readonly name: string };

/** Everything the page shows. */
export type View = {
  readonly where: Where;
  readonly networks: readonly (Named & { readonly hue: number })[];
  readonly accounts: readonly Named[];
  readonly contacts: readonly Named[];
  readonly chats: readonly ChatName[];
  readonly about: Pick<Account, "name" | "address" | "isConnected" | "credentials">;
  readonly shown: ShownChat | null;
};

export type Found = {
  readonly network: Network;
  readonly account: Account;
  readonly contact: ContactName | undefined;
  readonly chat: ChatName | undefined;
};

export function find(networks: readonly Network[], where: Where): Found | undefined {
  const network = byId(networks, where.network);
  const account = byId(network?.accounts() ?? [], where.account);
  if (network === undefined || account === undefined) return undefined;
  const contact = byId(account.contacts(), where.contact);
  return { network, account, contact, chat: byId(contact?.chats ?? [], where.chat) };
}

export function toView(networks: readonly Network[], { network, account, contact, chat }: Found): View {
  const { name, address, isConnected, credentials } = account;
  return {
    where: { network: network.id, account: account.id, contact: contact?.id ?? "", chat: chat?.id ?? "" },
    networks: networks.map(({ id, name: said, hue }) => ({ id, name: said, hue })),
    accounts: network.accounts().map((one) => ({ id: one.id, name: one.name })),
    contacts: account.contacts().map((one) => ({ id: one.id, name: one.name })),
    chats: contact?.chats ?? [],
    about: { name, address, isConnected, credentials },
    shown: contact === undefined || chat === undefined ? null : (account.chat(contact.id, chat.id) ?? null),
  };
}

function byId<One extends { readonly id: string }>(all: readonly One[], id: string): One | undefined {
  return all.find((one) => one.id === id) ?? all[0];
}
