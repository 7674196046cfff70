// Elements in one line. Texts are text: nothing here reads HTML.

export function el(tag, props = {}, ...children) {
  const it = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on')) it.addEventListener(name.slice(2), value);
    else if (name in it && !['list', 'role'].includes(name) && !name.includes('-')) it[name] = value;
    else if (value !== undefined && value !== false) it.setAttribute(name, value);
  }
  it.append(...children.flat().filter((child) => child !== undefined && child !== null));
  return it;
}
