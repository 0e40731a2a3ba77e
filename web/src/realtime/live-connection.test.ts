import { describe, expect, it } from "vitest";
import type { LiveHealth } from "../api/live-health.ts";
import { LiveConnection, reconnectDelay, type SocketEvents } from "./live-connection.ts";

/** A clock, a network and a server that the test moves by hand. */
function bench() {
  const sockets: { after: string; events: SocketEvents; said: string[]; closed: boolean }[] = [];
  const timers: { at: number; work: () => void }[] = [];
  const health: LiveHealth[] = [];
  const frames: string[] = [];
  const trouble: number[] = [];
  let now = 0;
  const state = { online: true };
  const connection = new LiveConnection("10", {
    connect(after, events) {
      const socket = { after, events, said: [] as string[], closed: false };
      sockets.push(socket);
      return { send: (text) => socket.said.push(text), close: () => Object.assign(socket, { closed: true }) };
    },
    later(milliseconds, work) {
      const timer = { at: now + milliseconds, work };
      timers.push(timer);
      return () => {
        const at = timers.indexOf(timer);
        if (at >= 0) timers.splice(at, 1);
      };
    },
    random: () => 1,
    isActive: () => true,
    isOnline: () => state.online,
    onFrame: (frame) => frames.push(frame.type),
    onHealth: (one) => health.push(one),
    onTrouble: (failures) => trouble.push(failures),
  });
  function pass(milliseconds: number) {
    const until = now + milliseconds;
    for (;;) {
      const due = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      timers.splice(timers.indexOf(due), 1);
      now = due.at;
      due.work();
    }
    now = until;
  }
  const last = () => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error("no socket yet");
    return socket;
  };
  const tell = (frame: object) => last().events.onMessage(JSON.stringify(frame));
  return { connection, sockets, health, frames, trouble, pass, last, tell, state };
}

describe("the live connection", () => {
  it("W52 resumes from the last position it has seen", () => {
    const { last, tell, pass, sockets } = bench();
    expect(last().after).toBe("10");
    last().events.onOpen();
    tell({ type: "caught_up", position: "10" });
    tell({ type: "world_changed", position: "117" });
    last().events.onClose();
    pass(400);
    expect(sockets).toHaveLength(2);
    expect(last().after).toBe("117");
  });

  it("waits longer after each failure, at most twenty seconds, never all browsers at once", () => {
    expect([1, 2, 3, 4].map((failures) => reconnectDelay(failures, 1))).toEqual([400, 800, 1600, 3200]);
    expect(reconnectDelay(30, 1)).toBe(20_000);
    expect(reconnectDelay(30, 0)).toBe(10_000);
  });

  it("begins with short pauses again once it has caught up", () => {
    const { last, pass, sockets, trouble, tell } = bench();
    last().events.onClose();
    pass(400);
    last().events.onClose();
    pass(800);
    expect(trouble).toEqual([1, 2]);
    last().events.onOpen();
    tell({ type: "caught_up", position: "10" });
    last().events.onClose();
    pass(400);
    expect(sockets).toHaveLength(4);
    expect(trouble).toEqual([1, 2, 1]);
  });

  it("says every 25 seconds whether the person is active, and takes silence for a dead line", () => {
    const { last, pass, tell, sockets } = bench();
    last().events.onOpen();
    expect(last().said).toEqual(['{"type":"ping","active":true}']);
    tell({ type: "pong" });
    pass(25_000);
    expect(last().said).toHaveLength(2);
    pass(10_000);
    expect(sockets[0]?.closed).toBe(true);
    pass(400);
    expect(sockets).toHaveLength(2);
  });

  it("gives up an attempt that never opens", () => {
    const { pass, sockets } = bench();
    pass(10_400);
    expect(sockets).toHaveLength(2);
  });

  it("tells its health for the dot", () => {
    const { connection, last, tell, health, state, pass } = bench();
    last().events.onOpen();
    tell({ type: "caught_up", position: "10" });
    state.online = false;
    connection.offline();
    state.online = true;
    connection.wake();
    last().events.onClose();
    pass(400);
    expect(health).toEqual(["connecting", "live", "offline", "connecting", "reconnecting", "reconnecting"]);
  });

  it("passes over what it does not know or cannot read", () => {
    const { last, tell, frames } = bench();
    last().events.onOpen();
    tell({ type: "of_a_later_release", position: "12" });
    last().events.onMessage("{");
    tell({ type: "pong" });
    expect(frames).toEqual(["pong"]);
  });

  it("is silent once stopped", () => {
    const { connection, last, pass, sockets } = bench();
    const socket = last();
    connection.stop();
    expect(socket.closed).toBe(true);
    socket.events.onClose();
    connection.wake();
    pass(60_000);
    expect(sockets).toHaveLength(1);
  });
});
