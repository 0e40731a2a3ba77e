import type { ChannelId, ChannelRole, OrganizationId, SessionId, UserId } from "@guichet/contract";
import { expect, it } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { NO_LIMITS } from "../users/index.ts";
import { fakeLine } from "./live-socket.test-kit.ts";
import { CLOSE_RESYNC, type Line, LiveSocket } from "./live-socket.ts";
import { textFrame } from "./text-frame.ts";

const who = {
  organizationId: uuidV7() as OrganizationId,
  userId: uuidV7() as UserId,
  sessionId: uuidV7() as SessionId,
  name: "Kai",
};
const open = (line: Line) =>
  new LiveSocket(line, who, { reach: new Map<ChannelId, ChannelRole>(), limits: NO_LIMITS }, 0n);

it("F-19 who does not read is cut and told to come back, and nothing more is piled up", () => {
  const slow = fakeLine(2 * 1024 * 1024);
  const socket = open(slow.line);
  socket.send({ type: "pong" });
  socket.write(textFrame("made for many"));
  expect(slow.ws.close).toHaveBeenCalledWith(CLOSE_RESYNC, "resync");
  expect(slow.sent).toEqual([]);
});

it("nothing is written behind the closing handshake", () => {
  const closing = fakeLine();
  const socket = open(closing.line);
  socket.send({ type: "pong" });
  closing.ws.readyState = 2;
  socket.send({ type: "reload" });
  socket.write(textFrame("made for many"));
  expect(closing.types()).toEqual(["pong"]);
});
