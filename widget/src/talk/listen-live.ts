import type { MessengerCommand, MessengerFrame } from "@guichet/contract/messenger";
import { toJson } from "../page/to-json.ts";
import { isFrame, parseJson } from "./read-answer.ts";

const PING_EVERY_MS = 25_000;
const SILENCE_IS_DEATH_MS = 60_000;

export type Live = {
  /** False when the line is not open: the command is not kept. */
  send(command: MessengerCommand): boolean;
  close(): void;
  /** Settles when the line is over, whoever ended it. */
  over: Promise<void>;
};

/**
 * The live feed of one visitor. The token travels as a sub-protocol: browsers let a page set no header here, and an address
 * would end up in logs. A line that says nothing for a minute is dead (sleeping laptop, lost network) and is ended.
 */
export function listenLive(address: string, token: string, onFrame: (frame: MessengerFrame) => void): Live {
  const socket = new WebSocket(address, ["guichet", `guichet.${token}`]);
  const send = (command: MessengerCommand) => {
    if (socket.readyState !== WebSocket.OPEN) return false;
    socket.send(toJson(command));
    return true;
  };
  let heardAt = Date.now();
  let close = () => {};
  const over = new Promise<void>((resolve) => {
    const watch = setInterval(() => {
      if (Date.now() - heardAt > SILENCE_IS_DEATH_MS) close();
      else send({ type: "ping" });
    }, PING_EVERY_MS);
    close = () => {
      clearInterval(watch);
      socket.onclose = socket.onerror = socket.onmessage = null;
      socket.close();
      resolve();
    };
  });
  socket.onclose = socket.onerror = close;
  socket.onmessage = ({ data }) => {
    heardAt = Date.now();
    const frame = parseJson(`${data}`);
    if (isFrame(frame)) onFrame(frame);
  };
  return { send, close, over };
}
