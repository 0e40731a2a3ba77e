import type { MediaRef } from "../../connector.ts";
import { type Json, listOf, memberOf, numberOf, textOf } from "../../read-json.ts";

/** Files of a post or message in the older form: `media_url_https`, and of films `video_info.variants`. */
export function mediaOfEntities(list: readonly Json[]): MediaRef[] {
  return list.slice(0, 20).flatMap((one) => {
    const kind = textOf(one, "type") ?? "photo";
    const film = kind === "photo" ? undefined : bestFilm(listOf(memberOf(one, "video_info"), "variants"), "bitrate");
    return toRef(film ?? textOf(one, "media_url_https"), film !== undefined);
  });
}

/** Files in the newer form: told apart, under `includes.media`, and named by their keys. */
export function mediaOfKeys(keys: readonly unknown[], includes: Json | undefined): MediaRef[] {
  const told = listOf(includes, "media");
  return keys.slice(0, 20).flatMap((key) => {
    const one = told.find((each) => textOf(each, "media_key") === key);
    const kind = textOf(one, "type") ?? "photo";
    const film = kind === "photo" ? undefined : bestFilm(listOf(one, "variants"), "bit_rate");
    return toRef(film ?? textOf(one, "url") ?? textOf(one, "preview_image_url"), film !== undefined);
  });
}

/** The finest of the forms that stand in one file. */
function bestFilm(variants: readonly Json[], rate: string): string | undefined {
  const films = variants.filter((one) => textOf(one, "content_type") === "video/mp4");
  const best = films.toSorted((a, b) => (numberOf(b, rate) ?? 0) - (numberOf(a, rate) ?? 0))[0];
  return textOf(best, "url");
}

function toRef(url: string | undefined, isFilm: boolean): MediaRef[] {
  if (url === undefined || !isWebAddress(url)) return [];
  const name = nameIn(url) ?? (isFilm ? "video.mp4" : "photo.jpg");
  return [{ kind: isFilm ? "video" : "image", ref: url, name, type: isFilm ? "video/mp4" : "image/jpeg" }];
}

function isWebAddress(written: string): boolean {
  const url = URL.parse(written);
  const isWeb = url !== null && (url.protocol === "https:" || url.protocol === "http:") && url.username === "";
  return isWeb && written.length <= 2000;
}

function nameIn(url: string): string | undefined {
  const last = URL.parse(url)?.pathname.split("/").at(-1) ?? "";
  return /^[\w.-]{1,100}\.\w{2,5}$/.test(last) ? last : undefined;
}
