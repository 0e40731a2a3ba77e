import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { Refusal } from "@guichet/contract";

const derive = promisify(argon2);

export type HashCost = {
  /** Memory in KiB, passes and lanes of argon2id. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
};
/** 64 MiB, 3 passes: about 130 ms on the machine of reliability 5.5. */
const COST: HashCost = { memory: 64 * 1024, passes: 3, parallelism: 1 };
/** More at once would let a flood of sign-ins take every core and a gigabyte. */
const AT_ONCE = 2;
const MOST_WAITING = 100;

export type PasswordHasher = {
  hash(password: string): Promise<string>;
  /** `encoded` null: an account that is not there, or may not sign in; takes as long and says no (S20). */
  verify(password: string, encoded: string | null): Promise<boolean>;
  /** Was it made with other parameters than today's? Then hash again at the next sign-in. */
  isOutdated(encoded: string): boolean;
};

/** Hashes passwords with argon2id, two at once; the others wait their turn, and too many are refused (`unavailable`). */
export function createPasswordHasher(cost: HashCost = COST): PasswordHasher {
  const inTurn = createTurns(AT_ONCE, MOST_WAITING);
  const nobody = encode(cost, randomBytes(16), randomBytes(32));
  return {
    async hash(password) {
      const salt = randomBytes(16);
      return encode(cost, salt, await inTurn(() => run(password, salt, cost)));
    },
    async verify(password, encoded) {
      const stored = decode(encoded ?? nobody);
      const found = await inTurn(() => run(password, stored.salt, stored.cost));
      return timingSafeEqual(found, stored.tag) && encoded !== null;
    },
    isOutdated(encoded) {
      const stored = decode(encoded).cost;
      return stored.memory !== cost.memory || stored.passes !== cost.passes || stored.parallelism !== cost.parallelism;
    },
  };
}

async function run(password: string, salt: Buffer, cost: HashCost): Promise<Buffer> {
  // The same password typed on two keyboards may differ in its code points.
  const parameters: Argon2Parameters = { message: password.normalize("NFKC"), nonce: salt, tagLength: 32, ...cost };
  return await derive("argon2id", parameters);
}

/** The usual text form: `$argon2id$v=19$m=…,t=…,p=…$salt$tag`. */
function encode({ memory, passes, parallelism }: HashCost, salt: Buffer, tag: Buffer): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${toText(salt)}$${toText(tag)}`;
}

function toText(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}

function decode(encoded: string): { cost: HashCost; salt: Buffer; tag: Buffer } {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]{43})$/.exec(encoded);
  if (found === null) throw new Error("a stored password hash cannot be read");
  const [memory, passes, parallelism] = found.slice(1, 4).map(Number);
  if (memory === undefined || passes === undefined || parallelism === undefined) throw new Error("unreachable");
  return {
    cost: { memory, passes, parallelism },
    salt: Buffer.from(found[4] ?? "", "base64"),
    tag: Buffer.from(found[5] ?? "", "base64"),
  };
}

/** Lets a few run at once and some wait. */
function createTurns(atOnce: number, mostWaiting: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) {
      if (waiting.length >= mostWaiting) throw new Refusal("unavailable", { retryAfterSeconds: 5 });
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // The turn is handed over, so that nobody slips in between.
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
