import { type MessengerCommand, type MessengerFrame, messengerFrame } from "@guichet/contract";
import { WebSocket } from "ws";
import type { World } from "../messenger.test-kit.ts";

type Options = {
  readonly after?: string;
  readonly origin?: string | null;
  readonly protocols?: readonly string[];
  readonly path?: string;
  /** A browser answers pings by itself; a dead network does not. */
  readonly autoPong?: boolean;
};
export type TestLine = Awaited<ReturnType<typeof openLine>>;

/** A tab's line, as the widget opens it. Answers the status when the server refuses. */
export function openLine(world: World, channelId: string, token: string, options: Options = {}) {
  const { after = "0", origin = "https://shop.example", protocols = ["guichet", `guichet.${token}`] } = options;
  const path = options.path ?? `/messenger/${channelId}/live?after=${after}`;
  const socket = new WebSocket(`ws://127.0.0.1:${world.port}${path}`, [...protocols], {
    headers: origin === null ? {} : { origin },
    autoPong: options.autoPong ?? true,
  });
  const frames: MessengerFrame[] = [];
  socket.on("message", (data) => frames.push(messengerFrame.parse(JSON.parse(String(data)))));
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  const line = {
    socket,
    frames,
    closed,
    ofType: <T extends MessengerFrame["type"]>(type: T) =>
      frames.filter((frame): frame is Extract<MessengerFrame, { type: T }> => frame.type === type),
    texts: () => line.ofType("message").map(({ message }) => message.text),
    say: (command: MessengerCommand) => socket.send(JSON.stringify(command)),
    /** Waits for something to be true of what came so far. */
    async until(isSo: () => boolean): Promise<void> {
      for (const end = Date.now() + 30_000; !isSo(); ) {
        if (Date.now() > end) throw new Error(`It never came true: ${JSON.stringify(frames)}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    caughtUp: () => line.until(() => line.ofType("caught_up").length > 0),
  };
  return new Promise<typeof line & { refused?: number }>((resolve) => {
    socket.on("open", () => resolve(line));
    socket.on("unexpected-response", (_request, response) => {
      resolve({ ...line, refused: response.statusCode ?? 0 });
      response.resume();
      socket.terminate();
    });
    socket.on("error", () => undefined);
  });
}
