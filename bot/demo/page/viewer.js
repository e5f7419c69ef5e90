// A picture over the whole page, as Telegram shows one that is tapped; a tap or Escape closes it.
const viewer = document.querySelector("#viewer");
const shown = viewer.querySelector("img");

viewer.addEventListener("click", () => viewer.close());

export function enlarge(picture) {
  shown.src = picture.src;
  shown.alt = picture.alt;
  viewer.showModal();
}
