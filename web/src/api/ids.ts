const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Is a text from outside (an address, a file name) an id? `isId<ConversationId>(text)` then brands it. */
export function isId<Id extends string>(text: string | undefined): text is Id {
  return text !== undefined && UUID.test(text);
}
