import {
  type MessengerCommand,
  messengerFrame,
  openSessionAnswer,
  type VisitorMessage,
  visitorFileAnswer,
} from "@guichet/contract";
import { WebSocket } from "ws";
import type { Script } from "../contacts/script.ts";
import { newId } from "../new-id.ts";
import { ask, type Door, type Line } from "./door.ts";

/** The web messenger as a browser uses it: a session, a live line, messages and files over HTTP. */
export function createMessengerDoor(address: string, channelId: string): Door {
  const base = `${address}/messenger/${channelId}`;
  const lines = new Set<Line>();
  return {
    async open(name, script, onAnswer) {
      const visitor = await becomeVisitor(base, address, name, script);
      const live = openLive(base, address, visitor.token, onAnswer);
      const line = makeLine(visitor, live, () => lines.delete(line));
      lines.add(line);
      return line;
    },
    async close() {
      for (const line of lines) line.close();
    },
  };
}

type Visitor = { readonly token: string; call(what: string, path: string, init: RequestInit): Promise<unknown> };

async function becomeVisitor(base: string, origin: string, name: string, script: Script): Promise<Visitor> {
  const page = {
    title: `${script.page} – Atelier Lumen`,
    url: `https://www.atelier-lumen.example/${script.language}/${script.page.toLowerCase()}`,
    language: script.language,
    device: "Desktop",
  };
  const json = { "content-type": "application/json", origin };
  const body = JSON.stringify({ page });
  const { token } = openSessionAnswer.parse(
    await ask("A visitor's session", `${base}/sessions`, { method: "POST", headers: json, body }),
  );
  const call = (what: string, path: string, init: RequestInit) =>
    ask(what, base + path, { ...init, headers: { ...json, ...init.headers, authorization: `Bearer ${token}` } });
  const [givenName = "", ...rest] = name.split(" ");
  const facts = { givenName, surname: rest.join(" ") };
  await call("A visitor's name", "/visitor", { method: "PATCH", body: JSON.stringify(facts) });
  return { token, call };
}

type Live = { tell(command: MessengerCommand): void; latest(): number; close(): void };

/** The visitor's line. It comes back after a cut, from where it was. */
function openLive(base: string, origin: string, token: string, onAnswer: (text: string) => void): Live {
  let cursor = "0";
  let latest = 0;
  let closed = false;
  let socket: WebSocket;
  const connect = () => {
    const url = `${base.replace(/^http/, "ws")}/live?after=${cursor}`;
    socket = new WebSocket(url, ["guichet", `guichet.${token}`], { origin });
    socket.on("message", (data) => take(String(data)));
    socket.on("error", () => undefined);
    socket.on("close", () => {
      if (!closed) setTimeout(connect, 2000).unref();
    });
  };
  const heard = new Set<string>();
  const take = (text: string) => {
    const frame = messengerFrame.safeParse(JSON.parse(text)).data;
    if (frame?.type === "caught_up") cursor = frame.cursor;
    if (frame?.type !== "message") return;
    cursor = frame.message.cursor;
    latest = Math.max(latest, frame.message.orderKey);
    if (isNewAnswer(frame.message, heard)) onAnswer(frame.message.text);
  };
  connect();
  return {
    tell: (command) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(command));
    },
    latest: () => latest,
    close() {
      closed = true;
      socket.terminate();
    },
  };
}

/** A message comes again whenever it changes. */
function isNewAnswer(message: VisitorMessage, heard: Set<string>): boolean {
  if (message.from !== "agent" || heard.has(message.id)) return false;
  heard.add(message.id);
  return true;
}

function makeLine(visitor: Visitor, live: Live, onClose: () => void): Line {
  return {
    async say(text, photo) {
      const attachmentIds = photo === undefined ? [] : [await upload(visitor, photo)];
      const body = JSON.stringify({ id: newId(), text, attachmentIds });
      await visitor.call("A visitor's message", "/messages", { method: "POST", body });
    },
    noteRead: () => live.tell({ type: "read", upTo: live.latest() }),
    noteTyping: (on) => live.tell({ type: "typing", on }),
    close() {
      live.close();
      onClose();
    },
  };
}

async function upload(visitor: Visitor, photo: Uint8Array): Promise<string> {
  const headers = { "content-type": "image/png" };
  const init = { method: "POST", headers, body: new Blob([new Uint8Array(photo)]) };
  return visitorFileAnswer.parse(await visitor.call("A visitor's photo", "/files?name=photo.png", init)).id;
}
