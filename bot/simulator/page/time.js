// Beijing time as WeChat writes it. The clock is the simulator's, not the browser's.

const HOUR = 3600_000;
const DAY = 24 * HOUR;
const ZONE = 8 * HOUR;
const WEEK = "日一二三四五六";
let ahead = 0;

export const set = (ms) => (ahead = ms - Date.now());
export const now = () => Date.now() + ahead;

const beijing = (ms) => new Date(ms + ZONE);
const dayOf = (ms) => Math.floor((ms + ZONE) / DAY);
const two = (number) => String(number).padStart(2, "0");

export function hour(ms) {
  const at = beijing(ms);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

export function date(ms) {
  const at = beijing(ms);
  return `${at.getUTCMonth() + 1}月${at.getUTCDate()}日（周${WEEK[at.getUTCDay()]}）`;
}

export function stamp(ms) {
  const ago = dayOf(now()) - dayOf(ms);
  if (ago <= 0) return hour(ms);
  if (ago === 1) return `昨天 ${hour(ms)}`;
  const at = beijing(ms);
  if (ago < 7) return `星期${WEEK[at.getUTCDay()]} ${hour(ms)}`;
  return `${at.getUTCFullYear()}年${at.getUTCMonth() + 1}月${at.getUTCDate()}日 ${hour(ms)}`;
}

// Seconds until eight tomorrow morning.
export const toMorning = () => ((dayOf(now()) + 1) * DAY + 8 * HOUR - ZONE - now()) / 1000;
