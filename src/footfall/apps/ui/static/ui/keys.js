// Keys for people who keep their hands there: / search, j k move, Enter opens, g s sites, g t today, ? help.
const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]") !== null;
const follow = (name) => document.querySelector(`.side a[data-go="${name}"]`)?.click();

function move(step) {
  const items = [...document.querySelectorAll("[data-list] > *")].filter((item) => item.querySelector("a[href]"));
  if (!items.length) return;
  const now = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[Math.min(Math.max(now < 0 ? (step > 0 ? 0 : items.length - 1) : now + step, 0), items.length - 1)];
  next.querySelector("a[href]").focus();
}

function help() {
  const dialog = document.getElementById("keys-help");
  if (dialog && !dialog.open) dialog.showModal();
}

const keys = {
  "/": () => document.querySelector("input[type=search], [data-search]")?.focus(),
  "j": () => move(1),
  "k": () => move(-1),
  "?": help,
};

let waiting = 0;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (performance.now() < waiting) {
    waiting = 0;
    follow(event.key);
  } else if (event.key === "g") {
    waiting = performance.now() + 1500;
  } else if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});
