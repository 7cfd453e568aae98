// Leaves nothing behind on a shared device, and hides how long a story is. Every page works without it.
const sizes = [16384, 65536, 126976];

addEventListener("submit", ({ target: form }) => {
  const sent = new URLSearchParams(new FormData(form)).toString().length + "&vulling=".length;
  const size = sizes.find((size) => size > sent + 64);
  if (form.method !== "post" || !size) return;
  const filler = document.createElement("input");
  filler.type = "hidden";
  filler.name = "vulling";
  filler.value = "x".repeat(size - sent);
  form.append(filler);
});

addEventListener("pagehide", () => {
  for (const form of document.forms) {
    for (const field of form.elements) {
      if (field.type === "radio" || field.type === "checkbox") field.checked = false;
      else if (field.tagName !== "BUTTON") field.value = "";
    }
  }
});

addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
