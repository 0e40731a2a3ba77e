import { type AddressInfo, createServer, type Socket } from "node:net";

export type SmtpDialogue = { commands: string[]; message: string };

export type SmtpServerForTests = {
  port: number;
  /** What each connection said, in order. */
  dialogues: SmtpDialogue[];
  stop(): Promise<void>;
};

/** Answers by the first word of a command, e.g. `{ RCPT: "550 5.1.1 unknown" }`; an empty answer hangs up. */
export type SmtpAnswers = Record<string, string>;

/** A mail server on loopback that takes everything, except where `answers` say otherwise. */
export async function startSmtp(answers: SmtpAnswers = {}): Promise<SmtpServerForTests> {
  const dialogues: SmtpDialogue[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    const dialogue = { commands: [], message: "" };
    dialogues.push(dialogue);
    socket.on("error", () => undefined).on("close", () => open.delete(socket));
    talk(socket, dialogue, answers);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    dialogues,
    stop() {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const usual: SmtpAnswers = {
  HELLO: "220 test",
  EHLO: "250-test\r\n250 AUTH PLAIN",
  AUTH: "235 ok",
  DATA: "354 go on",
  STARTTLS: "502 not here",
  QUIT: "221 bye",
};

function talk(socket: Socket, dialogue: SmtpDialogue, answers: SmtpAnswers): void {
  let waiting = "";
  let inMessage = false;
  const say = (word: string) => {
    const answer = answers[word] ?? usual[word] ?? "250 ok";
    if (answer === "") socket.destroy();
    else socket.write(`${answer}\r\n`);
    return answer;
  };
  const take = (line: string) => {
    if (inMessage && line === ".") {
      inMessage = false;
      say("MESSAGE");
    } else if (inMessage) {
      dialogue.message += `${line}\r\n`;
    } else {
      dialogue.commands.push(line);
      const word = line.split(/[ :]/)[0]?.toUpperCase() ?? "";
      inMessage = say(word).startsWith("354");
    }
  };
  socket.setEncoding("utf8").on("data", (data) => {
    const lines = (waiting + String(data)).split("\r\n");
    waiting = lines.pop() ?? "";
    lines.forEach(take);
  });
  say("HELLO");
}
