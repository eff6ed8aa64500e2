// Says in words when a part of the page could not be fetched; htmx itself would stay silent.
const words = {
  0: "The desk could not be reached. Check your connection and try again.",
  403: "You may not do this, or your session ended. Load the page again and sign in if it asks you to.",
  404: "What you asked for is no longer there. Load the page again.",
  429: "That was too often in a short time. Wait a minute and try again.",
};

function tell(status) {
  const main = document.querySelector("main");
  const old = document.getElementById("trouble");
  const box = old ?? Object.assign(document.createElement("div"), { id: "trouble", className: "notice is-bad" });
  box.setAttribute("role", "alert");
  const body = Object.assign(document.createElement("p"), { className: "notice-body" });
  body.textContent = words[status] ?? "Something went wrong on our side and nothing was changed. Try again in a moment.";
  const sign = Object.assign(document.createElement("span"), { className: "sign", textContent: "▲", ariaHidden: "true" });
  box.replaceChildren(sign, body);
  if (!old) main.prepend(box);
}

document.addEventListener("htmx:responseError", (event) => tell(event.detail.xhr.status));
document.addEventListener("htmx:sendError", () => tell(0));
document.addEventListener("htmx:beforeRequest", () => document.getElementById("trouble")?.remove());
