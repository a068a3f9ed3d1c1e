// Dead reckoning of a courier between two updates, as in delivery/geo.py and delivery/tracking.py.

const EARTH_RADIUS_METERS = 6_371_008.8;

/** A courier without an update for this long (platform seconds) stops moving. */
export const LONGEST_GUESS_SECONDS = 60;

/** Real milliseconds in which a drawn courier moves to a corrected position. */
const EASE_MS = 400;

const radians = (degrees) => (degrees * Math.PI) / 180;
const degrees = (angle) => (angle * 180) / Math.PI;

/** The position after some seconds at constant speed and heading. */
export function deadReckon(position, speedMps, headingDegrees, seconds) {
  const meters = speedMps * seconds;
  const heading = radians(headingDegrees);
  return {
    lat: position.lat + degrees((meters * Math.cos(heading)) / EARTH_RADIUS_METERS),
    lon:
      position.lon + degrees((meters * Math.sin(heading)) / (EARTH_RADIUS_METERS * Math.cos(radians(position.lat)))),
  };
}

/** A drawn courier: the newest update, extrapolated without jumps. */
export class Mover {
  constructor() {
    this.version = -1;
    this.update = null;
    this.drawn = null;
    this.drawnAt = 0;
  }

  /** Apply an update; false if it is older than the current one. */
  take(update) {
    if (update.version <= this.version) return false;
    this.version = update.version;
    this.update = update;
    return true;
  }

  /** The expected position at a platform time. */
  truth(platformTime) {
    const { position, speed_mps: speed, heading_degrees: heading, recorded_at: recorded } = this.update;
    const seconds = Math.max(0, Math.min(platformTime - recorded, LONGEST_GUESS_SECONDS));
    return deadReckon(position, speed, heading, seconds);
  }

  /** The position to draw in a frame; corrections are eased. */
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
