import { newToken } from "../../lib/token.ts";

/** Name of the endpoint's secret. Its value holds both parts, so that id and key stay together over rotations. */
export const identitySecret = "identity";

export type IdentitySecret = {
  /** Stands in the `kid` header of the site's JWTs. Not secret. */
  readonly id: string;
  /** The HS256 key: the bytes of this text itself, as the product we learned from does it. */
  readonly key: string;
};

const shape = /^(?<id>sec_[\w-]{10,40}):(?<key>[\w-]{32,100})$/;

/** A new key by which a site's server proves who its users are; shown once. The app id is the channel's own id. */
export function makeIdentitySecret(): { endpoint: Record<string, string>; shown: Record<string, string> } {
  const id = `sec_${newToken(16)}`;
  const key = newToken(32);
  return { endpoint: { [identitySecret]: `${id}:${key}` }, shown: { secretId: id, secretKey: key } };
}

/** The secrets that are good now, newest first: several during a rotation. What is not one of ours proves nothing. */
export function readIdentitySecrets(secrets: Readonly<Record<string, readonly string[]>>): IdentitySecret[] {
  return (secrets[identitySecret] ?? []).flatMap((value) => {
    const found = shape.exec(value)?.groups;
    return found?.id === undefined || found.key === undefined ? [] : [{ id: found.id, key: found.key }];
  });
}
