// On an error summary: takes the focus, so that one hears and sees at once what to correct.
export default function focus(element) {
  element.focus();
}
