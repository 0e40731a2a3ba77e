import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { apiKeysKit } from "../auth/api-keys/api-keys.test-kit.ts";
import { openSmsHouse, type SmsHouse } from "../connectors/sms/sms.test-kit.ts";
import { repository } from "../testing/source-files.ts";

const run = promisify(execFile);
const hasCurl = spawnSync("curl", ["--version"]).status === 0;
const commands = [
  ...readFileSync(join(repository, "docs/proactive-messages.md"), "utf8").matchAll(/```sh\n([\s\S]*?)```/g),
];
const [token = "", message = "", follow = ""] = commands.map(([, command]) => command);

let house: SmsHouse;
beforeAll(async () => {
  house = await openSmsHouse();
  await house.call("PATCH", `/channels/${house.channel.id}`, { name: "Care line" });
});
afterAll(async () => await house?.stop());

it.skipIf(!hasCurl)("R167 R168 W164 the example of the documentation works, word for word", async () => {
  const { key, clientSecret } = await apiKeysKit(house.app).key("Documented");
  const environment: Record<string, string> = {
    ...{ GUICHET: house.app.base, CLIENT_ID: key.clientId, CLIENT_SECRET: clientSecret },
  };
  const shell = async (command: string): Promise<string> =>
    (await run("sh", ["-ec", command], { env: { ...process.env, ...environment, no_proxy: "*" } })).stdout;
  const given = z.object({ access_token: z.string(), scope: z.string() }).parse(JSON.parse(await shell(token)));
  environment.TOKEN = given.access_token;
  const { correlationId } = z.object({ correlationId: z.uuid() }).parse(JSON.parse(await shell(message)));
  environment.CORRELATION_ID = correlationId;
  await expect.poll(() => house.zoe.chat().map(({ body }) => body)).toEqual(["Your lamp is ready."]);
  expect(await shell(message)).toBe(JSON.stringify({ correlationId }));
  const [summary = "", failed = ""] = (await shell(follow.replace("\ncurl", "\necho\ncurl"))).split("\n");
  expect(JSON.parse(summary)).toMatchObject({ correlationId, total: 1 });
  expect(JSON.parse(failed)).toEqual([]);
});
