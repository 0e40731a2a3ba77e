/** Ends a `switch` over a union: a missing case is a type error here, and an impossible value an error when it happens. */
export function assertNever(value: never): never {
  const kind: unknown = value;
  // Only the type of it is said: the value may hold a secret or a message.
  throw new Error(`Unhandled case of type ${typeof kind}.`);
}
