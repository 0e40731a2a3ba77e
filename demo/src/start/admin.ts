import { ask } from "../doors/door.ts";

/** An Admin at work, as the browser does it: a session cookie and the same origin. */
export type Admin = {
  call(method: string, path: string, body?: unknown): Promise<unknown>;
};

/** Signs in with the call that answers with a session: set-up's. */
export async function signInBySettingUp(address: string, body: unknown): Promise<Admin> {
  const headers = { "content-type": "application/json", origin: address };
  const answer = await fetch(`${address}/api/v1/setup`, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`Setting up was answered with ${answer.status}: ${await answer.text()}`);
  const cookie = (answer.headers.getSetCookie()[0] ?? "").split(";")[0] ?? "";
  return {
    call: (method, path, given) =>
      ask(`${method} ${path}`, `${address}/api/v1${path}`, {
        method,
        headers: { ...(given === undefined ? {} : { "content-type": "application/json" }), origin: address, cookie },
        ...(given === undefined ? {} : { body: JSON.stringify(given) }),
      }),
  };
}
