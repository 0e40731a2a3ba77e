/** The contact's side: who writes, what is known of them, in which groups they are. */

export { accessContact } from "./access-contact.ts";
export { attributeRoutes } from "./attributes/attributes.routes.ts";
export { createAttribute } from "./attributes/change-attributes.ts";
export { listAttributes } from "./attributes/list-attributes.ts";
export { setAttributeValue } from "./attributes/set-value.ts";
export { changeContact } from "./change-contact.ts";
export { setClearTimer } from "./clearing/clear-values.ts";
export { languageOf } from "./contact-language.sql.ts";
export { contactsRoutes } from "./contacts.routes.ts";
export { loadContactSummaries } from "./contacts.sql.ts";
export { mayDelete } from "./deleting/may-delete.sql.ts";
export { createGroup } from "./groups/change-groups.ts";
export { contactGroupRoutes } from "./groups/contact-groups.routes.ts";
export { foreseeGroups, type Telling } from "./groups/foresee-groups.ts";
export type { RulesInForce } from "./groups/rules-in-force.ts";
export { addAliases, findByIds, type KnownId } from "./identity-aliases.sql.ts";
export { type ContactPage, listContacts } from "./list/list-contacts.ts";
export { listMuted, readPlace, writePlace } from "./muting/list-muted.ts";
export { accessForMuting, findMutedPlace, muteIdentities, noteUnmuted } from "./muting/mute-identities.ts";
export { noteRoutes } from "./notes/notes.routes.ts";
export { addNote } from "./notes/notes.ts";
export { findOptedOut } from "./opting-out/find-opted-out.ts";
export { noteSubscription, type Subscription } from "./opting-out/note-subscription.ts";
export { contactPhotoRoutes } from "./photo/contact-photo.routes.ts";
export { notePhotos, type PhotoOf } from "./photo/note-photos.sql.ts";
export { contactPhotoUrl } from "./photo/photo-url.ts";
export {
  claimPhoto,
  type FetchedPhoto,
  findContactPhotoFiles,
  type PhotoJob,
  putOffPhoto,
  recordPhoto,
} from "./photo/photo-work.sql.ts";
export { type ToldPhoto, toToldPhoto } from "./photo/told-photo.ts";
export { reachContact } from "./reach-contact.ts";
export { changeContactSettings } from "./settings/change-contact-settings.ts";
export { contactSettingsRoutes } from "./settings/contact-settings.routes.ts";
export { linkedContacts } from "./settings/linked-contacts.sql.ts";
export { type PlatformNews, takePlatformNews } from "./take-platform-news.ts";
export { viewContact } from "./view-contact.ts";
export { workOnContacts } from "./work-on-contacts.ts";
