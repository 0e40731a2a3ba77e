/** One route of the server: its types come from the contract's schemas and cost nothing at run time. */
export type Route<Body, Answer> = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  /** Never set: carries the types. */
  readonly types?: { readonly body: Body; readonly answer: Answer };
};

export function get<Answer>(path: string): Route<undefined, Answer> {
  return { method: "GET", path };
}
export function post<Body, Answer = undefined>(path: string): Route<Body, Answer> {
  return { method: "POST", path };
}
export function put<Body, Answer = undefined>(path: string): Route<Body, Answer> {
  return { method: "PUT", path };
}
export function patch<Body, Answer>(path: string): Route<Body, Answer> {
  return { method: "PATCH", path };
}
export function remove<Body = undefined, Answer = undefined>(path: string): Route<Body, Answer> {
  return { method: "DELETE", path };
}
