import type { Socket } from "node:net";
import type { Piece } from "./command.ts";

const MOST_BYTES = 40_000_000;

/** Takes commands off a socket, with their literals. A literal that must not come unasked is asked for (RFC 7888). */
export function readCommands(socket: Socket, onCommand: (pieces: readonly Piece[]) => void): void {
  let pending = "";
  let pieces: Piece[] = [];
  let missing: number | undefined;
  const takeLiteral = (size: number): boolean => {
    if (pending.length < size) return false;
    pieces.push({ literal: pending.slice(0, size) });
    pending = pending.slice(size);
    missing = undefined;
    return true;
  };
  const takeLine = (): boolean => {
    const end = pending.indexOf("\r\n");
    if (end === -1) return false;
    const line = pending.slice(0, end);
    pending = pending.slice(end + 2);
    pieces.push({ line });
    const announced = /\{(\d+)(\+?)\}$/.exec(line);
    if (announced === null) {
      const whole = pieces;
      pieces = [];
      onCommand(whole);
    } else {
      missing = Number(announced[1]);
      if (missing <= MOST_BYTES && announced[2] === "") socket.write("+ go on\r\n");
    }
    return true;
  };
  socket.on("data", (chunk) => {
    pending += chunk.toString("latin1");
    while (missing === undefined ? takeLine() : takeLiteral(missing));
    if (pending.length > MOST_BYTES || (missing ?? 0) > MOST_BYTES) socket.destroy();
  });
}
