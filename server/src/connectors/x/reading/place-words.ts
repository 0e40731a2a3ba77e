import { arrayOf, type Json, memberOf, numberOf, textOf } from "../../read-json.ts";

/** Where a point of the map is shown to whoever follows the link; the network brings only its numbers. */
const MAP = "https://www.openstreetmap.org/";

/** A place that came along with a private message, as words that need no language: its name, or its point; "" for none. */
export function placeWords(location: Json | undefined): string {
  const place = memberOf(memberOf(location, "shared_place"), "place");
  const name = textOf(place, "full_name") ?? textOf(place, "name");
  // GeoJSON: the longitude stands first.
  const point = memberOf(memberOf(location, "shared_coordinate"), "coordinates");
  const [longitude, latitude] = arrayOf(point, "coordinates").map((value) => numberOf({ value }, "value"));
  const isPoint = latitude !== undefined && longitude !== undefined;
  if (name === undefined && !isPoint) return "";
  const link = isPoint ? `\n${MAP}?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}` : "";
  return `📍 ${name ?? `${latitude}, ${longitude}`}${link}`;
}
