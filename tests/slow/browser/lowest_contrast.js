// The contrast (WCAG 2.2) of all words with what is behind them, as laid out; the lowest, and whose it is.
() => {
  const parts = color => color.match(/[\d.]+/g).map(Number);
  const luminance = color => parts(color).slice(0, 3).map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = element => {
    const color = getComputedStyle(element).backgroundColor;
    return parts(color)[3] === 0 && element.parentElement ? behind(element.parentElement) : color;
  };
  const all = [...document.querySelectorAll("body *")].filter(element => element.checkVisibility() &&
    ([...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()) || element.matches(".qa-label")));
  return all.map(element => {
    const [dark, light] = [getComputedStyle(element).color, behind(element)].map(luminance).sort((a, b) => a - b);
    return [(light + 0.05) / (dark + 0.05), element.className, element.innerText];
  }).sort((a, b) => a[0] - b[0])[0];
}
