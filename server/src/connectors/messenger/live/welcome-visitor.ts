import type { RawData, WebSocket } from "ws";
import type { MessengerDeps } from "../ports.ts";
import { noteDelivered } from "../thread/note-receipts.ts";
import { catchUp } from "./catch-up.ts";
import type { LineRegistry } from "./line-registry.ts";
import { createCommandTaker, readCommand } from "./take-command.ts";
import type { Admitted } from "./upgrade.ts";
import { VisitorLine } from "./visitor-line.ts";

type Deps = Pick<MessengerDeps, "database" | "accept" | "visitorTyping" | "now" | "log"> & {
  readonly registry: LineRegistry;
};

/** A visitor's new line: from here on it is told what happens, first what it missed, and heard in what it says. */
export function welcomeVisitor(deps: Deps, socket: WebSocket, { visitor, after }: Admitted): void {
  const line = new VisitorLine(socket, visitor, () => deps.now().getTime());
  const take = createCommandTaker(deps, line);
  // Nothing is lost with a line: the visitor comes back and catches up.
  const failed = (error: unknown) => {
    deps.log.error("a visitor's line failed", { channel: visitor.channelId }, error);
    line.close(1011);
  };
  deps.registry.add(line);
  socket.on("error", () => undefined);
  socket.on("close", () => deps.registry.remove(line));
  socket.on("pong", (data) => {
    const ids = line.takeProof(data.toString());
    if (ids.length > 0) void noteDelivered(deps, visitor, ids).catch(failed);
  });
  socket.on("message", (data, isBinary) => {
    if (!line.isOpen) return;
    const command = isBinary ? undefined : readCommand(toBytes(data));
    if (command === undefined || !line.mayCommand()) line.close(1008);
    else void take(command).catch(failed);
  });
  void catchUp(deps, line, after).catch(failed);
}

function toBytes(data: RawData): Uint8Array {
  return Array.isArray(data) ? Buffer.concat(data) : new Uint8Array(data);
}
