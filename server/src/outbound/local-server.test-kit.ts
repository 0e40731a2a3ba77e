import { createServer as createHttpServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

export type LocalServer = {
  port: number;
  /** Connections accepted so far. */
  connections(): number;
  stop(): Promise<void>;
};

/** An HTTP server on 127.0.0.1 for tests. */
export function startHttp(listener: RequestListener): Promise<LocalServer> {
  return start(createHttpServer(listener), "127.0.0.1");
}

/** A raw TCP server on 127.0.0.1 for tests. */
export function startTcp(onSocket: (socket: Socket) => void): Promise<LocalServer> {
  return start(createServer(onSocket), "127.0.0.1");
}

/** Listens on every loopback address, IPv6 too; whoever gets through is counted and hung up on. */
export function startCanary(): Promise<LocalServer> {
  return start(
    createServer((socket) => socket.destroy()),
    "::",
  );
}

async function start(server: Server, host: string): Promise<LocalServer> {
  const open = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    connections += 1;
    open.add(socket);
    socket.on("error", () => undefined).on("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    port: portOf(server.address()),
    connections: () => connections,
    stop() {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}
