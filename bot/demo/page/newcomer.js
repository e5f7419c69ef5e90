// The phone of somebody whom the bot has never seen: another one each time, with their steps counted.
import { ask } from "./line.js";
import { Phone } from "./phone.js";
import { say, whenSpoken } from "./words.js";

export class Newcomer extends Phone {
  constructor(about, number, state) {
    super(about, number);
    this.element.classList.add("newcomer");
    this.find(".steps").hidden = false;
    this.find(".again").hidden = false;
    this.find(".again").addEventListener("click", () => ask("newcomer", {}));
    this.state = state;
    whenSpoken(() => this.showSteps());
  }

  // Another one has come, or this one has gone a step further.
  become(state) {
    if (state.id !== this.about.id) {
      Object.assign(this.about, { id: state.id, name: state.name });
      this.walk.forget();
      this.rename();
      this.replace([]);
      this.showBlocked(false);
      this.count(0);
    }
    this.state = state;
    this.showSteps();
  }

  showSteps() {
    const { agreed, steps, most, village } = this.state;
    const line = this.find(".steps");
    line.classList.toggle("home", village !== null);
    const words = document.createElement("span");
    const count = document.createElement(village === null ? "span" : "b");
    if (village !== null) {
      words.textContent = `✓ ${village}`;
      count.textContent = say(steps === 1 ? "homeStep" : "homeSteps", { n: steps });
    } else {
      const counted = steps === 0 ? "noStep" : steps > most ? "manySteps" : "steps";
      words.textContent = say(agreed ? counted : "beforeSteps", { n: steps, most });
      count.className = "pips";
      count.setAttribute("aria-hidden", "true");
      for (let pip = 0; pip < Math.max(most, steps); pip += 1) {
        count.append(document.createElement("i"));
        if (pip < steps) count.lastChild.className = "taken";
      }
    }
    line.replaceChildren(words, count);
  }
}
