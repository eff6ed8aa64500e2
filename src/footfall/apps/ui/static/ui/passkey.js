// Says what happened when the browser gave no passkey, and hides what a browser without passkeys can't do.
for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = !window.PublicKeyCredential;
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const trouble of document.querySelectorAll("[data-passkey-trouble]")) trouble.hidden = false;
});
