import { connect } from "node:net";
import { createInterface } from "node:readline";

/** Everything that lies in a mailbox, as any mail program would fetch it: each mail as it came. */
export async function readMailbox(port: number, address: string, password: string): Promise<string[]> {
  const socket = connect(port, "127.0.0.1");
  const commands = [`login ${address} ${password}`, "select INBOX", "fetch 1:* (BODY.PEEK[])", "logout"];
  const mails: string[] = [];
  let mail: string[] | undefined;
  let step = 0;
  for await (const line of createInterface({ input: socket })) {
    if (line.startsWith(`a${step} OK`) || line.startsWith("* OK [CAPABILITY")) {
      const next = commands[step];
      step += 1;
      if (next !== undefined) socket.write(`a${step} ${next}\r\n`);
    } else if (line.startsWith(`a${step} `)) {
      // An empty mailbox has nothing to fetch.
      socket.end();
    } else if (/^\* \d+ FETCH /.test(line)) {
      mail = [];
    } else if (line === ")" && mail) {
      mails.push(mail.join("\n"));
      mail = undefined;
    } else {
      mail?.push(line);
    }
  }
  return mails;
}
