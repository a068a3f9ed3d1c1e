// Where a courier is between two updates: the same rule as delivery/geo.py and delivery/tracking.py.

const EARTH_RADIUS_METERS = 6_371_008.8;

/** A page stops moving a courier of whom it has heard nothing for this long (platform seconds). */
export const LONGEST_GUESS_SECONDS = 60;

/** Wall milliseconds in which the drawn courier comes to where the truth turned out to be. */
const EASE_MS = 400;

const radians = (degrees) => (degrees * Math.PI) / 180;
const degrees = (angle) => (angle * 180) / Math.PI;

/** Where something would be that kept its speed and heading for some seconds. */
export function deadReckon(position, speedMps, headingDegrees, seconds) {
  const meters = speedMps * seconds;
  const heading = radians(headingDegrees);
  return {
    lat: position.lat + degrees((meters * Math.cos(heading)) / EARTH_RADIUS_METERS),
    lon:
      position.lon + degrees((meters * Math.sin(heading)) / (EARTH_RADIUS_METERS * Math.cos(radians(position.lat)))),
  };
}

/** One courier as drawn: the newest update, reckoned ahead, without jumps. */
export class Mover {
  constructor() {
    this.version = -1;
    this.update = null;
    this.drawn = null;
    this.drawnAt = 0;
  }

  /** Take an update; false if it is older than what is known. */
  take(update) {
    if (update.version <= this.version) return false;
    this.version = update.version;
    this.update = update;
    return true;
  }

  /** Where the courier should be at a platform time. */
  truth(platformTime) {
    const { position, speed_mps: speed, heading_degrees: heading, recorded_at: recorded } = this.update;
    const seconds = Math.max(0, Math.min(platformTime - recorded, LONGEST_GUESS_SECONDS));
    return deadReckon(position, speed, heading, seconds);
  }

  /** Where to draw it in a frame: eased towards the truth, so that a correction is a glide. */
  at(platformTime, frameMs) {
    const truth = this.truth(platformTime);
    const share = this.drawn ? 1 - Math.exp(-(frameMs - this.drawnAt) / EASE_MS) : 1;
    this.drawn = this.drawn
      ? {
          lat: this.drawn.lat + share * (truth.lat - this.drawn.lat),
          lon: this.drawn.lon + share * (truth.lon - this.drawn.lon),
        }
      : truth;
    this.drawnAt = frameMs;
    return this.drawn;
  }
}
