// On a form that only hands on what another site said: sends it without waiting for a click.
export default function send(form) {
  form.requestSubmit();
}
