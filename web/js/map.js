// A map on a canvas, true to scale but without streets.

const PADDING = 56;
const METERS_PER_DEGREE = 111_195;
const SMALLEST_SPAN_METERS = 1200;
const GRID_PIXELS = 56;

export class CityMap {
  /** @param {HTMLCanvasElement} canvas @param {(map: CityMap, frameMs: number) => void} draw called for each frame */
  constructor(canvas, draw) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.bounds = null;
    this.view = null;
    this.colours = {};
    new ResizeObserver(() => this.#resize()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#readColours());
    this.#readColours();
    this.#resize();
    const frame = (frameMs) => {
      this.#clear();
      if (this.view) draw(this, frameMs);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  /** Extend the view to show a position. It never shrinks, so that the map does not jump. */
  include({ lat, lon }) {
    const known = this.bounds ?? { south: lat, north: lat, west: lon, east: lon };
    if (this.bounds && lat >= known.south && lat <= known.north && lon >= known.west && lon <= known.east) return;
    this.bounds = {
      south: Math.min(known.south, lat),
      north: Math.max(known.north, lat),
      west: Math.min(known.west, lon),
      east: Math.max(known.east, lon),
    };
    this.#fit();
  }

  /** The pixel coordinates of a position. */
  project({ lat, lon }) {
    const { centre, scale, width, height } = this.view;
    return {
      x: width / 2 + (lon - centre.lon) * Math.cos((centre.lat * Math.PI) / 180) * METERS_PER_DEGREE * scale,
      y: height / 2 - (lat - centre.lat) * METERS_PER_DEGREE * scale,
    };
  }

  /** A courier: a disc that points in the direction of travel. */
  courier(position, headingDegrees, moving, colour, radius = 6) {
    const { x, y } = this.project(position);
    const { context } = this;
    context.fillStyle = colour;
    if (moving) {
      const heading = (headingDegrees * Math.PI) / 180;
      context.beginPath();
      context.moveTo(x + Math.sin(heading) * radius * 2.1, y - Math.cos(heading) * radius * 2.1);
      context.arc(x, y, radius, heading - 0.35, heading + Math.PI + 0.35);
      context.fill();
    }
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = this.colours.surface;
    context.stroke();
  }

  /** A restaurant: a square. */
  restaurant(position, size = 8) {
    const { x, y } = this.project(position);
    this.context.fillStyle = this.colours.restaurant;
    this.context.beginPath();
    this.context.roundRect(x - size / 2, y - size / 2, size, size, 2);
    this.context.fill();
  }

  /** The customer's door: a ring. */
  door(position, radius = 4.5) {
    const { x, y } = this.project(position);
    this.context.strokeStyle = this.colours.door;
    this.context.lineWidth = 2;
    this.context.beginPath();
    this.context.arc(x, y, radius, 0, 2 * Math.PI);
    this.context.stroke();
  }

  /** The route of a courier. */
  way(from, to, { dashed = false, strength = 0.5 } = {}) {
    const start = this.project(from);
    const end = this.project(to);
    const { context } = this;
    context.save();
    context.globalAlpha = strength;
    context.strokeStyle = this.colours.way;
    context.lineWidth = 1.5;
    context.setLineDash(dashed ? [3, 5] : []);
    context.beginPath();
    context.moveTo(start.x, start.y);
    context.lineTo(end.x, end.y);
    context.stroke();
    context.restore();
  }

  #fit() {
    if (!this.bounds) return;
    const { south, north, west, east } = this.bounds;
    const centre = { lat: (south + north) / 2, lon: (west + east) / 2 };
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const metersWide = (east - west) * Math.cos((centre.lat * Math.PI) / 180) * METERS_PER_DEGREE;
    const metersHigh = (north - south) * METERS_PER_DEGREE;
    const scale = Math.min(
      Math.max(1, width - 2 * PADDING) / Math.max(metersWide, SMALLEST_SPAN_METERS),
      Math.max(1, height - 2 * PADDING) / Math.max(metersHigh, SMALLEST_SPAN_METERS),
    );
    this.view = { centre, scale, width, height };
  }

  #resize() {
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(this.canvas.clientWidth * ratio);
    this.canvas.height = Math.round(this.canvas.clientHeight * ratio);
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#fit();
  }

  #readColours() {
    const style = getComputedStyle(document.documentElement);
    const names = ["ground", "surface", "grid", "muted", "courier-free", "courier-busy", "restaurant", "door", "way"];
    this.colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  }

  #clear() {
    const { context, canvas } = this;
    const { clientWidth: width, clientHeight: height } = canvas;
    context.fillStyle = this.colours.ground;
    context.fillRect(0, 0, width, height);
    context.strokeStyle = this.colours.grid;
    context.lineWidth = 1;
    context.beginPath();
    for (let x = GRID_PIXELS / 2; x < width; x += GRID_PIXELS) {
      context.moveTo(x, 0);
      context.lineTo(x, height);
    }
    for (let y = GRID_PIXELS / 2; y < height; y += GRID_PIXELS) {
      context.moveTo(0, y);
      context.lineTo(width, y);
    }
    context.stroke();
    if (this.view) this.#scaleBar();
  }

  #scaleBar() {
    const { context } = this;
    const right = this.view.width - 20;
    const top = this.view.height - 26;
    const length = 1000 * this.view.scale;
    context.strokeStyle = context.fillStyle = this.colours.muted;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(right - length, top - 4);
    context.lineTo(right - length, top);
    context.lineTo(right, top);
    context.lineTo(right, top - 4);
    context.stroke();
    context.font = "12px system-ui, sans-serif";
    context.textAlign = "right";
    context.fillText("1 km", right, top + 16);
  }
}
