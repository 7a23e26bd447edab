// Passkeys: a form with data-passkey is filled by the browser's own dialogue before it is sent.

const SAID_NO = "The browser did not give us a passkey. Try again, or sign in another way."
const CANNOT = "This browser cannot use passkeys here. Sign in another way."

async function options (form) {
  if (form.dataset.passkeyOptions) return JSON.parse(form.dataset.passkeyOptions).publicKey
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } })
  return (await answer.json()).request_options.publicKey
}

async function create (given) {
  // One that the device keeps and unlocks itself, so that it can sign in alone.
  given.authenticatorSelection = {
    ...given.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required"
  }
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(given) })
}

async function get (given) {
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(given) })
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const problem = form.querySelector("[data-passkey-problem]")
  form.addEventListener("submit", async event => {
    event.preventDefault()
    problem.hidden = true
    try {
      const credential = await (form.dataset.passkey === "create" ? create : get)(await options(form))
      form.elements.credential.value = JSON.stringify(credential.toJSON())
      form.submit()
    } catch {
      problem.textContent = window.PublicKeyCredential ? SAID_NO : CANNOT
      problem.hidden = false
    }
  })
}
