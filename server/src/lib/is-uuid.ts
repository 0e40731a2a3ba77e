const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text from outside may be asked for as an id; PostgreSQL refuses a statement with any other. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
