// Leaves nothing behind on a shared device, and hides how long a story is. Every page works without it.
const sizes = [16384, 65536, 126976];
const page = document.documentElement;

addEventListener("submit", ({ target: form }) => {
  form.elements.vulling?.remove();
  const sent = new URLSearchParams(new FormData(form)).toString().length + "&vulling=".length;
  const size = sizes.find((size) => size > sent + 64);
  if (form.method !== "post" || !size) return;
  const filler = document.createElement("input");
  filler.type = "hidden";
  filler.name = "vulling";
  filler.value = "x".repeat(size - sent);
  form.append(filler);
});

// A page that the browser keeps for the Back button is kept empty, and is not shown again.
addEventListener("pagehide", () => document.body.replaceChildren());

addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  if ("sent" in page.dataset) location.replace(page.dataset.home);
  else location.reload();
});

const stop = document.getElementById("stop");
if (stop) {
  const leave = (event) => {
    event?.preventDefault();
    document.body.replaceChildren();
    location.replace(stop.href);
  };
  let escaped = -Infinity;
  stop.addEventListener("click", leave);
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.timeStamp - escaped < 1000) leave();
    escaped = event.timeStamp;
  });
}
