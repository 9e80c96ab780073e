// Loads only what the page marks: <form data-module="ballot">, <textarea data-module="counter similar">.
for (const element of document.querySelectorAll("[data-module]")) {
  for (const name of element.dataset.module.split(" ")) {
    import(`./${name}.mjs`).then((module) => module.default(element)).catch(console.error);
  }
}
