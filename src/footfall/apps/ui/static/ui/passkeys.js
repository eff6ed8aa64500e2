// allauth's passkey scripts report their troubles to the console alone; here they are said to the person.
const words = {
  NotAllowedError: "Your device did not confirm it, or it took too long. Try again, or choose another way.",
  InvalidStateError: "This key is registered already.",
  SecurityError: "Passkeys work on https addresses and on localhost only. Ask whoever runs this desk.",
  NotSupportedError: "This browser or key does not know this kind of passkey. Choose another way.",
};

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const old = document.getElementById("passkey-trouble");
  const box = old ?? Object.assign(document.createElement("div"), { id: "passkey-trouble", className: "notice is-bad" });
  box.setAttribute("role", "alert");
  const text = words[event.detail.exception?.name] ?? "The passkey could not be used. Try again, or choose another way.";
  const sign = Object.assign(document.createElement("span"), { className: "sign", textContent: "▲", ariaHidden: "true" });
  box.replaceChildren(sign, Object.assign(document.createElement("p"), { className: "notice-body", textContent: text }));
  if (!old) document.querySelector("main form").before(box);
});
