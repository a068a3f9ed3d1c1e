// The platform clock: real time on AWS, faster where a day takes minutes.

export class PlatformClock {
  /** @param {string} text `<wall epoch>:<platform epoch>:<speed>` */
  constructor(text, wall = () => Date.now() / 1000) {
    [this.wallEpoch, this.platformEpoch, this.speed] = text.split(":").map(Number);
    this.wall = wall;
  }

  /** Platform time in seconds since the epoch. */
  now() {
    return this.platformEpoch + (this.wall() - this.wallEpoch) * this.speed;
  }
}

/** Hours and minutes of a platform time, as a person near the city would say it. */
export function timeOfDay(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}
