// A place as a chat shows it: a small map that stands for any, a pin, where it is.
import { current, say } from "./words.js";

const METRES_A_DEGREE = 111195; // of a great circle
const MAP_PX = 240; // the map repeats itself; a pixel of it is a metre
const WIDEST_PX = 52; // of the circle of doubt

// Degrees as people write them: 5,14180° LS.
function degreesOf(value, positive, negative) {
  const number = new Intl.NumberFormat(current() === "id" ? "id-ID" : "en-GB", {
    minimumFractionDigits: 5,
    maximumFractionDigits: 5,
  }).format(Math.abs(value));
  return `${number}° ${say(value < 0 ? negative : positive)}`;
}

function mapOf([lat, lon, accuracy], live) {
  const map = document.createElement("div");
  map.className = live ? "map live" : "map";
  const east = lon * METRES_A_DEGREE * Math.cos((lat * Math.PI) / 180);
  const north = lat * METRES_A_DEGREE;
  map.style.backgroundPosition = `${-east % MAP_PX}px ${north % MAP_PX}px`;
  map.style.setProperty("--doubt", `${Math.min(accuracy ?? 0, WIDEST_PX)}px`);
  map.innerHTML = live
    ? '<span class="doubt"></span><span class="dot"></span>'
    : '<span class="doubt"></span><svg viewBox="0 0 28 36"><path d="M14 35S27 22.500 27 13.500a13 13 0 0 0-26 0C1 22.500 14 35 14 35z" /><circle cx="14" cy="13.500" r="5" /></svg>';
  return map;
}

export function placeOf({ location, live, venue, forwarded }) {
  const place = document.createElement("div");
  place.className = "placed";
  const name = document.createElement("strong");
  name.textContent = venue ?? say(live ? "live" : "place");
  const degrees = document.createElement("span");
  const [lat, lon] = location;
  degrees.textContent = `${degreesOf(lat, "north", "south")}, ${degreesOf(lon, "east", "west")}`;
  place.append(mapOf(location, live), name, degrees);
  if (forwarded) {
    const from = document.createElement("em");
    from.textContent = say("forwarded");
    place.prepend(from);
  }
  return place;
}
