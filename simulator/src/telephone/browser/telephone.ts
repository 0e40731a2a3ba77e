import type { Deed, ShownChat, ShownMessage } from "../network.ts";
import type { View, Where } from "../view.ts";
import { type Bubbles, fillPost, toBubble } from "./bubble.ts";
import { button, part } from "./elements.ts";
import { listenToPanel, showPanel } from "./panel.ts";

/** The page's script: asks for the chat twice a second, shows it, and tells what the person does. */
const LOOK_MS = 500;

const chat = part("chat", HTMLOListElement);
const scroll = part("scroll", HTMLElement);
const text = part("text", HTMLInputElement);
const file = part("file", HTMLInputElement);
const answering = part("answering", HTMLElement);
let where = new URLSearchParams(location.search);
let shown = "";
let current: ShownChat | null = null;
let target: { readonly type: "answer" | "edit"; readonly message: ShownMessage } | undefined;

const bubbles: Bubbles = {
  say,
  aim(type, message) {
    target = { type, message };
    tell(type === "answer" ? `Answering: ${message.text}` : "Editing");
    if (type === "edit") text.value = message.text;
    text.focus();
  },
  fileAddress: (id) => `/file?${where}&id=${encodeURIComponent(id)}`,
};

async function say(deed: Deed): Promise<void> {
  const answer = await fetch(`/deed?${where}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(deed),
  });
  if (answer.status === 409) tell((await answer.json()).refused);
  await look();
}

function tell(words: string): void {
  answering.hidden = words === "";
  answering.textContent = words;
}

async function go(next: Partial<Where>): Promise<void> {
  where = new URLSearchParams({ ...Object.fromEntries(where), ...next });
  [target, current] = [undefined, null];
  tell("");
  await look();
}

async function look(): Promise<void> {
  const asked = where;
  const answer = await fetch(`/view?${asked}`).catch(() => undefined);
  if (answer === undefined || !answer.ok) return;
  const written = await answer.text();
  if (written === shown || asked !== where) return;
  shown = written;
  const view: View = JSON.parse(written);
  where = new URLSearchParams(view.where);
  history.replaceState(null, "", `?${where}`);
  showPanel(view, go);
  if (view.shown !== null) show(view.shown, view.about.name);
}

function show(now: ShownChat, name: string): void {
  const before = current;
  current = now;
  fillPost(part("post", HTMLElement), now.post, bubbles);
  part("empty", HTMLElement).hidden = now.messages.length > 0;
  const isAtEnd = before === null || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  chat.replaceChildren(...now.messages.map((message) => toBubble(message, bubbles)));
  if (isAtEnd) scroll.scrollTop = scroll.scrollHeight;
  showNote(now, name);
  showActs(now);
  text.disabled = !now.can.write;
  part("file-label", HTMLElement).hidden = !now.can.file;
  part("place", HTMLElement).hidden = !now.can.place;
  const last = now.messages.at(-1);
  if (before === null || now.messages.length <= before.messages.length || last?.mine !== false) return;
  part("said", HTMLElement).textContent = `${name}: ${last.text}`;
  seen();
}

function showNote(now: ShownChat, name: string): void {
  const note = part("note", HTMLElement);
  note.hidden = now.note === null && !now.typing;
  note.textContent = now.note ?? `${name} is writing…`;
}

function showActs(now: ShownChat): void {
  const acts = part("acts", HTMLElement);
  acts.hidden = now.acts.length === 0;
  acts.replaceChildren(
    ...now.acts.map(({ id, label, ask }) =>
      button(label, label, () => {
        const said = ask === undefined ? "" : prompt(ask);
        if (said !== null) void say({ do: "act", id, text: said });
      }),
    ),
  );
}

/** Who looks at the page has seen what stands on it. */
function seen(): void {
  if (current?.can.read === true && document.visibilityState === "visible") void say({ do: "read" });
}

function toBase64(bytes: Uint8Array): string {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}

async function send(): Promise<void> {
  const words = text.value.trim();
  const [chosen] = file.files ?? [];
  const aimed = target;
  const replyTo = aimed?.type === "answer" ? { replyTo: aimed.message.id } : {};
  target = undefined;
  tell("");
  text.value = "";
  file.value = "";
  if (chosen !== undefined) {
    const base64 = toBase64(new Uint8Array(await chosen.arrayBuffer()));
    return await say({ do: "file", base64, type: chosen.type, name: chosen.name, caption: words, ...replyTo });
  }
  if (words === "") return;
  if (aimed?.type === "edit") return await say({ do: "edit", message: aimed.message.id, text: words });
  await say({ do: "write", text: words, ...replyTo });
}

part("composer", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  void send();
});
part("place", HTMLButtonElement).addEventListener(
  "click",
  () => void say({ do: "place", latitude: 48.8566, longitude: 2.3522, title: "Paris" }),
);
file.addEventListener("change", () => {
  const [chosen] = file.files ?? [];
  tell(chosen === undefined ? "" : `${chosen.name}: write a caption, or send it as it is.`);
});
document.addEventListener("visibilitychange", seen);
listenToPanel(go);
setInterval(() => void look(), LOOK_MS);
await look();
seen();
