import type { View, Where } from "../view.ts";
import { button, element, part } from "./elements.ts";

type Go = (where: Partial<Where>) => unknown;

/** Where one is, and what leads elsewhere: networks, accounts, contacts, chats. */
export function showPanel(view: View, go: Go): void {
  const { where, about } = view;
  const network = view.networks.find(({ id }) => id === where.network);
  document.documentElement.style.setProperty("--hue", String(network?.hue ?? 235));
  part("networks", HTMLElement).replaceChildren(
    ...view.networks.map(({ id, name, hue }) => {
      const chip = button(name, name, () => go({ network: id, account: "", contact: "", chat: "" }));
      chip.style.setProperty("--hue", String(hue));
      chip.ariaPressed = String(id === where.network);
      return chip;
    }),
  );
  fill("account", view.accounts, where.account);
  fill("contact", view.contacts, where.contact);
  const chats = part("chats", HTMLElement);
  chats.hidden = view.chats.length < 2;
  chats.replaceChildren(
    ...view.chats.map(({ id, name, kind }) => {
      const tab = button(`${kind === "public" ? "# " : ""}${name}`, name, () => go({ chat: id }));
      tab.ariaPressed = String(id === where.chat);
      return tab;
    }),
  );
  part("mark", HTMLElement).textContent = [...about.name][0] ?? "";
  part("bot", HTMLElement).textContent = about.name;
  const connected = about.isConnected ? "" : " · not connected yet";
  part("state", HTMLElement).textContent = `${network?.name ?? ""} · ${about.address}${connected}`;
  part("values", HTMLElement).replaceChildren(
    ...about.credentials.flatMap(({ label, value }) => {
      const said = element("dd", "", "");
      said.append(element("code", "", value));
      return [element("dt", "", label), said];
    }),
  );
}

export function listenToPanel(go: Go): void {
  const account = part("account", HTMLSelectElement);
  account.addEventListener("change", () => go({ account: account.value, contact: "", chat: "" }));
  const contact = part("contact", HTMLSelectElement);
  contact.addEventListener("change", () => go({ contact: contact.value, chat: "" }));
}

function fill(id: string, all: readonly { readonly id: string; readonly name: string }[], chosen: string): void {
  part(id, HTMLSelectElement).replaceChildren(
    ...all.map((one) => new Option(one.name, one.id, false, one.id === chosen)),
  );
}
