// Nodes from values. Nothing a bot or a person wrote is ever read as markup.

export function node(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") made.className = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && typeof value !== "string") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((each) => each !== null && each !== undefined));
  return made;
}

// A drawing in lines of one weight, 24 × 24.
export function icon(path, label = "") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  if (label) svg.setAttribute("aria-label", label);
  else svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const ICONS = {
  keyboard: "M3 7h18v10H3zM7 10.5h.01M10.3 10.5h.01M13.7 10.5h.01M17 10.5h.01M8 14h8",
  menu: "M4 7h16M4 12h16M4 17h16",
  plus: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v8M8 12h8",
  place: "M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11M12 8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4",
  voice: "M12 4a2.5 2.5 0 0 0-2.5 2.5v5a2.5 2.5 0 0 0 5 0v-5A2.5 2.5 0 0 0 12 4M6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17M15.5 9.5h.01",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  close: "M15 5l-7 7 7 7",
  waves: "M7 10a3 3 0 0 1 0 4M10 7.5a6.5 6.5 0 0 1 0 9M13 5a10 10 0 0 1 0 14",
  status: "M3 17h.01M6 17v-2M9 17v-4M12 17V9.5M16 9h5v7h-5zM21.8 11.5v2",
};
