import { ask } from "../doors/door.ts";

/** Somebody at work, as the browser does it: a session cookie and the same origin. */
export type Colleague = {
  call(method: string, path: string, body?: unknown): Promise<unknown>;
};
export type Admin = Colleague;

/** Signs in with the call that answers with a session: set-up's. */
export async function signInBySettingUp(address: string, body: unknown): Promise<Admin> {
  return await enter(address, "/setup", body);
}

export async function signIn(address: string, email: string, password: string): Promise<Colleague> {
  return await enter(address, "/session", { email, password });
}

async function enter(address: string, path: string, body: unknown): Promise<Colleague> {
  const headers = { "content-type": "application/json", origin: address };
  const answer = await fetch(`${address}/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`POST ${path} was answered with ${answer.status}: ${await answer.text()}`);
  const cookie = (answer.headers.getSetCookie()[0] ?? "").split(";")[0] ?? "";
  return {
    call: (method, route, given) =>
      ask(`${method} ${route}`, `${address}/api/v1${route}`, {
        method,
        headers: { ...(given === undefined ? {} : { "content-type": "application/json" }), origin: address, cookie },
        ...(given === undefined ? {} : { body: JSON.stringify(given) }),
      }),
  };
}
