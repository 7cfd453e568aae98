// Counts down the step of a meeting. Without it the page says until when the step lasts.
const clock = document.getElementById("klok");
const count = document.getElementById("tel");
const { left, stand, minute, over } = clock.dataset;
const runs = "runs" in clock.dataset;
const end = Date.now() + left * 1000;
const HOUR = 3600;
let before = Number(left);

const secondsLeft = () => (runs ? Math.round((end - Date.now()) / 1000) : Number(left));

function show() {
  const now = secondsLeft();
  const whole = Math.abs(now);
  count.textContent = `${now < 0 ? "+" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  clock.classList.toggle("vr-clock__time--over", now < 0);
  if (before > 60 && now <= 60 && now > 0) say(minute);
  if (before > 0 && now <= 0) say(over);
  before = now;
}

function say(sentence) {
  document.getElementById("zeg").textContent = sentence;
}

function offline(is) {
  document.getElementById("offline").hidden = !is;
}

// A picture tells whether another window pressed on: it is two wide when there is news.
function ask() {
  if (secondsLeft() < -HOUR) return;
  const picture = new Image();
  picture.onload = () => {
    offline(false);
    if (picture.naturalWidth < 2) return;
    if ("follows" in clock.dataset) location.reload();
    else document.getElementById("verder").hidden = false;
  };
  picture.onerror = () => offline(true);
  picture.src = `${stand}?${Date.now()}`;
}

// Not sent while there is no connection: the page, and the time on it, stay where they are.
addEventListener("submit", (event) => {
  if (navigator.onLine) return;
  event.preventDefault();
  offline(true);
});
addEventListener("offline", () => offline(true));
addEventListener("online", ask);
addEventListener("pageshow", (event) => event.persisted && location.reload());

show();
if (!navigator.onLine) offline(true);
setInterval(show, 500);
setInterval(ask, "follows" in clock.dataset ? 3000 : 15000);
