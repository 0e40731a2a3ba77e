import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { readCommands } from "./read-commands.ts";
import { answerCommand, CAPABILITIES, type ImapAccount, leave, type Session } from "./session.ts";

export type ImapServer = { readonly port: number; stop(): Promise<void> };

/** IMAP4rev1 (RFC 3501) for one account, on a free port of the loopback address. */
export async function startImapServer(account: ImapAccount): Promise<ImapServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const session: Session = { socket, account, isSignedIn: false, selected: undefined, idleTag: undefined };
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      sockets.delete(socket);
      leave(session);
    });
    socket.write(`* OK [CAPABILITY ${CAPABILITIES}] Ready\r\n`);
    readCommands(socket, (pieces) => answerCommand(session, pieces));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: portOf(server),
    stop() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export function portOf(server: Pick<Server, "address">): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("The mail server has no port.");
  return address.port;
}
