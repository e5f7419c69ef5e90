// A live location goes on: a few steps every few seconds, until it is stopped.
const EVERY_MS = 5000;
const LASTS_MS = 900_000; // the shortest that Telegram offers
const STEP = [0.00004, 0.00006]; // degrees: about eight metres to the north-east

export class Walk {
  // `act(deed, said)` does what the walker does.
  constructor(act) {
    this.act = act;
    this.walking = new Map();
  }

  begin(id, [lat, lon, accuracy]) {
    let [north, east] = [lat, lon];
    const began = performance.now();
    const timer = setInterval(() => {
      if (performance.now() - began > LASTS_MS) return this.end(id);
      [north, east] = [north + STEP[0], east + STEP[1]];
      return this.act("moves", { message_id: id, lat: north, lon: east, accuracy });
    }, EVERY_MS);
    this.walking.set(id, timer);
  }

  // Whoever walked is gone.
  forget() {
    for (const timer of this.walking.values()) clearInterval(timer);
    this.walking.clear();
  }

  end(id) {
    clearInterval(this.walking.get(id));
    this.walking.delete(id);
    this.act("stops_sharing", { message_id: id });
  }
}
