// Draws boxes over a frame, in the screen's own pixels: lines stay as thin, and letters as large, at any zoom. A canvas,
// because eight hundred boxes are two milliseconds here and forty as elements.
import { CATEGORIES, category } from "/app/categories.js";

const TAG = 13;
const LEAST_FOR_TAG = 11;
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
const MISS = "#d92a18";

export class Paint {
  constructor() {
    this.canvas = document.createElement("canvas");
    this.canvas.className = "boxes";
    this.canvas.setAttribute("aria-hidden", "true");
    this.context = this.canvas.getContext("2d");
    this.tags = new Map();
  }

  size(width, height) {
    const scale = devicePixelRatio || 1;
    if (this.canvas.width === Math.round(width * scale) && this.canvas.height === Math.round(height * scale) && this.scale === scale) {
      return;
    }
    this.scale = scale;
    this.em = parseFloat(getComputedStyle(this.canvas).fontSize) / 16;
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    this.tags.clear();
  }

  /** A category's letter, painted once for each size. */
  tag(id) {
    if (!this.tags.has(id)) {
      const { letter, colour } = category(id);
      const side = Math.round(TAG * this.em * this.scale);
      const tag = document.createElement("canvas");
      tag.width = tag.height = side;
      const pen = tag.getContext("2d");
      pen.fillStyle = colour;
      pen.fillRect(0, 0, side, side);
      pen.fillStyle = "#fff";
      pen.font = `700 ${Math.round(side * 0.76)}px ${FONT}`;
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.fillText(letter, side / 2, side * 0.54);
      this.tags.set(id, tag);
    }
    return this.tags.get(id);
  }

  /** @param view where the frame lies: {x, y, scale} in CSS pixels */
  draw(view, { masks, showMasks, text, marks, pending, readers }) {
    const pen = this.context;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const place = ({ x, y, w, h }) => [(view.x + x * view.scale) * this.scale, (view.y + y * view.scale) * this.scale, w * view.scale * this.scale, h * view.scale * this.scale];
    if (showMasks) {
      this.masks(pen, masks, place);
    }
    if (text) {
      const [x, y, w, h] = place(text);
      const gap = 4 * this.scale;
      this.outline(pen, [x - gap, y - gap, w + 2 * gap, h + 2 * gap], "#0b72b5", 2.5, []);
    }
    readers.forEach((marks_, reader) => marks_.forEach((mark, i) => this.mark(pen, place(mark), mark.category, `${"AB"[reader]}${i + 1}`, reader ? [7, 4] : [2, 3])));
    marks.forEach((mark, i) => this.mark(pen, place(mark), mark.category, `${i + 1}`, []));
    if (pending) {
      this.outline(pen, place(pending), MISS, 2, [6, 4]);
    }
  }

  masks(pen, masks, place) {
    const seen = [];
    const paths = new Map();
    for (const mask of masks) {
      const [x, y, w, h] = place(mask);
      if (x + w < 0 || y + h < 0 || x > this.canvas.width || y > this.canvas.height) {
        continue;
      }
      seen.push([x, y, w, h, mask.category]);
      if (!paths.has(mask.category)) {
        paths.set(mask.category, new Path2D());
      }
      paths.get(mask.category).rect(x, y, w, h);
    }
    for (const [id, path] of paths) {
      pen.lineWidth = 3.4 * this.scale;
      pen.strokeStyle = "#ffffffd9";
      pen.stroke(path);
      pen.lineWidth = 1.6 * this.scale;
      pen.strokeStyle = category(id).colour;
      pen.stroke(path);
    }
    const least = LEAST_FOR_TAG * this.em * this.scale;
    for (const [x, y, w, h, id] of seen) {
      if (w >= least && h >= least) {
        pen.drawImage(this.tag(id), Math.round(x), Math.round(y));
      }
    }
  }

  outline(pen, [x, y, w, h], colour, width, dash) {
    pen.lineJoin = "round";
    pen.setLineDash([]);
    pen.lineWidth = (width + 3) * this.scale;
    pen.strokeStyle = "#ffffffe6";
    pen.strokeRect(x, y, w, h);
    pen.setLineDash(dash.map((each) => each * this.scale));
    pen.lineWidth = width * this.scale;
    pen.strokeStyle = colour;
    pen.strokeRect(x, y, w, h);
    pen.setLineDash([]);
  }

  /** Something a person marked: what it is called stands above it, or below where there is no room. */
  mark(pen, box, id, name, dash) {
    this.outline(pen, box, MISS, 2.5, dash);
    const { letter, colour } = category(id);
    const size = 13 * this.em * this.scale;
    const text = `${name} ${letter}`;
    pen.font = `700 ${size}px ${FONT}`;
    const width = pen.measureText(text).width + size;
    const height = size * 1.5;
    const top = box[1] - height - 3 * this.scale < 0 ? box[1] + box[3] + 3 * this.scale : box[1] - height - 3 * this.scale;
    const left = Math.max(0, Math.min(box[0], this.canvas.width - width));
    pen.fillStyle = "#fff";
    pen.fillRect(left - this.scale, top - this.scale, width + 2 * this.scale, height + 2 * this.scale);
    pen.fillStyle = colour;
    pen.fillRect(left, top, width, height);
    pen.fillStyle = "#fff";
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    pen.fillText(text, left + size / 2, top + height * 0.54);
  }

  /** Paints every letter before the first frame needs it. */
  warm() {
    CATEGORIES.forEach(({ id }) => this.tag(id));
  }
}
