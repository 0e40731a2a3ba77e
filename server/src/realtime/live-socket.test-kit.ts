import { vi } from "vitest";
import type { LiveSocket } from "./live-socket.ts";

/** What a `LiveSocket` stands on, without a network, and what was written to it. */
export function fakeLine(writableLength = 0) {
  const sent: string[] = [];
  const ws = { readyState: 1, OPEN: 1, close: vi.fn(), terminate: vi.fn() };
  const wire = { writableLength, write: (frame: Buffer) => sent.push(textOf(frame)) };
  const line = { ws, wire } as unknown as ConstructorParameters<typeof LiveSocket>[0];
  return { line, ws, sent, types: () => sent.map((text): string => JSON.parse(text).type) };
}

function textOf(frame: Buffer): string {
  const short = frame[1] ?? 0;
  return frame.toString("utf8", short < 126 ? 2 : short === 126 ? 4 : 10);
}
