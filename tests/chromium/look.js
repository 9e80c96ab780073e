// What is wrong with the page in this window, one sentence each: axe, contrast that axe leaves open, and sideways scroll.
window.look = (() => {
  const dot = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  // A colour as CSS writes it -> its light (WCAG relative luminance) over what lies below it.
  const mixed = (colour, below) => {
    dot.clearRect(0, 0, 1, 1);
    dot.fillStyle = colour;
    dot.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = dot.getImageData(0, 0, 1, 1).data;
    return [r, g, b].map((part, place) => (part * a + below[place] * (255 - a)) / 255);
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) layers.push(getComputedStyle(one).backgroundColor);
    return layers.reverse().reduce((below, colour) => mixed(colour, below), [255, 255, 255]);
  };
  // The contrast of an element's text with the colour it stands on; pictures and lines drawn by CSS are not seen.
  const contrast = (element) => {
    const below = ground(element);
    const [dim, bright] = [light(mixed(getComputedStyle(element).color, below)), light(below)].sort((a, b) => a - b);
    return (bright + 0.05) / (dim + 0.05);
  };
  const needed = (element) => {
    const { fontSize, fontWeight } = getComputedStyle(element);
    const size = parseFloat(fontSize);
    return size >= 24 || (size >= 18.66 && fontWeight >= 700) ? 3 : 4.5;
  };

  const open = (nodes) =>
    nodes.flatMap(({ target, html }) => {
      const element = document.querySelector(target[0]);
      const found = element ? contrast(element) : 0;
      return found >= needed(element) - 0.005 ? [] : [`contrast ${found.toFixed(2)}: ${html.slice(0, 160)}`];
    });

  async function axeSays(rules) {
    const { violations, incomplete } = await axe.run(document, {
      resultTypes: ["violations", "incomplete"], preload: false, elementRef: false, rules,
    });
    const said = violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)}`));
    return [...said, ...incomplete.filter(({ id }) => id === "color-contrast").flatMap(({ nodes }) => open(nodes))];
  }

  // Text that reaches out of a box which hides what does: nobody can read its end.
  const reachesOut = (box, across, down) => {
    const { left, right, top, bottom } = box.getBoundingClientRect();
    const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const parent = texts.currentNode.parentElement;
      if (!texts.currentNode.data.trim() || !parent.checkVisibility() || parent.closest("svg, .vh, .scroll")) continue;
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      const at = range.getBoundingClientRect();
      if (across && at.width && (at.right > right + 2 || at.left < left - 2)) return true;
      if (down && at.width && (at.bottom > bottom + 2 || at.top < top - 2)) return true;
    }
    return false;
  };
  // Whether the whole of a shortened text is one press away, or stands on this page a second time.
  const wholeElsewhere = (one) => {
    const words = one.textContent.trim();
    return one.closest("a[href]") || document.querySelector("main").textContent.split(words).length > 2;
  };
  // An ellipsis excuses what it stands for: the end of a line, or the lines below the last.
  const cutText = () =>
    [...document.querySelectorAll("body *:not(svg, svg *, .vh)")]
      .filter((one) => {
        const { overflowX, overflowY, clipPath, textOverflow, webkitLineClamp } = getComputedStyle(one);
        const [across, down] = [overflowX, overflowY].map((way) => /hidden|clip/.test(way));
        if (!(across || down) || clipPath !== "none") return false;
        const [line, lines] = [textOverflow === "ellipsis", webkitLineClamp !== "none"].map((is) => is && wholeElsewhere(one));
        return reachesOut(one, across && !line, down && !lines);
      })
      .map((one) => `text is cut: ${one.outerHTML.slice(0, 160)}`);

  const sideways = () => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll("main *, header *, footer *")]
      .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1).pop();
    return [`scrolls sideways by ${root.scrollWidth - root.clientWidth}px: ${wide?.outerHTML.slice(0, 160)}`];
  };

  return { axeSays, cutText, sideways };
})();
