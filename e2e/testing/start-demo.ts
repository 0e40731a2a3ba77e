import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { findPort } from "../../server/src/testing/find-port.ts";

/** The living example, as `npm run demo` starts it once everything is built. */
export type Demo = {
  /** Its address, without a slash at the end. */
  readonly base: string;
  /** Where one is a contact oneself. */
  readonly messengerPage: string;
  /** Where one plays the contacts of the networks. */
  readonly telephone: string;
  /** Role → how to sign in, as it says. */
  readonly signIns: ReadonlyMap<string, { readonly email: string; readonly password: string }>;
  /** Ctrl-C; answers how it ended. */
  stop(): Promise<number | null>;
};

const MAIN = fileURLToPath(new URL("../../demo/src/main.ts", import.meta.url));
const SIGN_IN = /^ {2}(Admin|Supervisor|Agent) +(\S+@\S+) +(\S+) /;

export async function startDemo(): Promise<Demo> {
  const env = { ...process.env, PORT: String(await findPort()), RATE: "2" };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ["ignore", "pipe", "pipe"] });
  const said: string[] = [];
  child.stderr.on("data", (text: Buffer) => said.push(text.toString()));
  await new Promise<void>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The demo ended with ${code}:\n${said.join("\n").slice(-4000)}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      said.push(line);
      if (line.startsWith("Ctrl-C")) resolve();
    });
  });
  const found = said.flatMap((line) => {
    const [, role = "", email = "", password = ""] = SIGN_IN.exec(line) ?? [];
    return role === "" ? [] : [[role, { email, password }] as const];
  });
  const all = said.join("\n");
  return {
    base: /Ready after \d+ s: (\S+)/.exec(all)?.[1] ?? "",
    messengerPage: /(http\S+\/messenger-demo\/\S+)/.exec(all)?.[1] ?? "",
    telephone: /^ {2}(http:\/\/127\.0\.0\.1:\d+\/)$/m.exec(all)?.[1] ?? "",
    signIns: new Map(found),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, "exit");
      child.kill("SIGINT");
      const [code] = await ended;
      return code;
    },
  };
}
