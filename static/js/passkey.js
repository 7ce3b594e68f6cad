"use strict";
// Passkeys: hand the server's question to the browser and post its answer with the form.
{
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  const withBytes = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

  const make = ({ publicKey: ask }) =>
    navigator.credentials.create({
      publicKey: {
        ...ask,
        challenge: bytes(ask.challenge),
        user: { ...ask.user, id: bytes(ask.user.id) },
        excludeCredentials: withBytes(ask.excludeCredentials),
      },
    });

  const show = ({ publicKey: ask }) =>
    navigator.credentials.get({
      publicKey: { ...ask, challenge: bytes(ask.challenge), allowCredentials: withBytes(ask.allowCredentials) },
    });

  const answerOf = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) {
        response[name] = text(credential.response[name]);
      }
    }
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    };
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("button");
    const problem = form.querySelector("[hidden][role=alert]");
    const options = JSON.parse(form.dataset.options);
    button.disabled = !window.PublicKeyCredential;
    problem.hidden = !button.disabled;

    const send = async () => {
      if (!form.reportValidity()) {
        return;
      }
      problem.hidden = true;
      try {
        const credential = await (form.dataset.passkey === "create" ? make(options) : show(options));
        form.elements.credential.value = JSON.stringify(answerOf(credential));
        form.submit();
      } catch {
        problem.hidden = false; // the person said no, or the device could not
      }
    };

    button.addEventListener("click", send);
    form.addEventListener("submit", (event) => {
      event.preventDefault(); // Enter in the name's field
      send();
    });
  }
}
