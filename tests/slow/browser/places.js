// Where each character of a paragraph is first laid out, from the left.
paragraph => {
  const walk = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const places = {};
  while (walk.nextNode())
    for (const [at, letter] of [...walk.currentNode.data].entries()) {
      const range = document.createRange();
      range.setStart(walk.currentNode, at);
      range.setEnd(walk.currentNode, at + 1);
      places[letter] ??= range.getBoundingClientRect().left;
    }
  return places;
}
