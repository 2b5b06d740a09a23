// What each key does on the screen where frames are judged.
import { help } from "/app/help.js";
import { VERDICTS } from "/app/panel.js";

const PAN_PX = 120;
/** Held down, these would act on frames that nobody has seen. */
const ONCE = ["u", "m", "h", "Enter"];

function listens(review, event) {
  return review.node.isConnected && !event.ctrlKey && !event.metaKey && !event.altKey && !document.querySelector("dialog[open]") && !event.target.closest?.("input, select, textarea");
}

/** What a key does now; nothing where it is not one of the screen's. */
function act(review, event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const verdict = Object.keys(VERDICTS).find((each) => VERDICTS[each].key === key);
  if (event.repeat && (verdict || ONCE.includes(key))) {
    return () => {};
  }
  if (verdict) {
    return () => review.verdict(verdict, event.timeStamp);
  }
  const pan = { ArrowLeft: [-PAN_PX, 0], ArrowRight: [PAN_PX, 0], ArrowUp: [0, -PAN_PX], ArrowDown: [0, PAN_PX] }[key];
  if (event.shiftKey && pan) {
    return () => review.stage.pan(...pan);
  }
  const onButton = event.target.closest?.("button, a, summary");
  return {
    h: () => review.toggle(), z: () => review.text(event.shiftKey ? -1 : 1), m: () => review.markHere(), u: () => review.undo(), "?": () => help(),
    0: () => review.stage.fit(), "+": () => review.stage.zoom(1.25), "=": () => review.stage.zoom(1.25), "-": () => review.stage.zoom(0.8),
    Escape: () => review.escape(), ArrowLeft: () => review.beside(-1), ArrowRight: () => review.beside(1),
    Enter: onButton ? null : () => (review.marks.length > 0 || review.asked ? review.confirm(event.timeStamp) : null),
  }[key];
}

export function press(review, event) {
  if (!listens(review, event)) {
    return;
  }
  if (review.chooser.open) {
    if (review.chooser.key(event)) {
      event.preventDefault();
    }
    return;
  }
  const does = act(review, event);
  if (does) {
    event.preventDefault();
    does();
  }
}
