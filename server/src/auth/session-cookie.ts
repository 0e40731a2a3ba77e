/** `__Host-` binds the cookie to this host and to https; plain http cannot set it. */
export function cookieName(secure: boolean): string {
  return secure ? "__Host-guichet" : "guichet";
}

/** The Set-Cookie line that signs a browser in. */
export function sessionCookie(token: string, endsAt: Date, secure: boolean): string {
  return `${cookieName(secure)}=${token}; Path=/; Expires=${endsAt.toUTCString()}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}

export function endedCookie(secure: boolean): string {
  return sessionCookie("", new Date(0), secure);
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** The token of a Cookie header; undefined when there is none, it is not one of ours, or there are two (somebody tosses cookies). */
export function readSessionCookie(header: string | undefined, secure: boolean): string | undefined {
  const values = (header ?? "").split(";").flatMap((part) => {
    const [name, value, ...rest] = part.trim().split("=");
    return name === cookieName(secure) && value !== undefined && rest.length === 0 ? [value] : [];
  });
  const [token] = values;
  return values.length === 1 && token !== undefined && TOKEN.test(token) ? token : undefined;
}
