import type { ContactId } from "@guichet/contract";

/** Where a browser gets a contact's picture: another picture has another address. `photo`: of the contact's row. */
export function contactPhotoUrl(id: ContactId, photo: string | null): string | null {
  return photo === null ? null : `/api/v1/contacts/${id}/photo?v=${photo}`;
}
