/** What of a message is searched: its subject and its text. The same for the index and for the excerpt. */
export function searchableText(subject: string | null, text: string): string {
  return subject === null || subject === "" ? text : `${subject}\n${text}`;
}
