// The tags of PDF files as pdf.js reads them: for each file, for each page, [role, text] in reading order.
import { readFile } from "node:fs/promises";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

const texts = async (page) => {
  const found = new Map();
  const open = [];
  const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
  for (const item of items) {
    if (item.type === "endMarkedContent") open.pop();
    else if (item.type) open.push(item.id);
    else found.set(open.at(-1), (found.get(open.at(-1)) ?? "") + item.str + (item.hasEOL ? " " : ""));
  }
  return found;
};

const read = (node, found) =>
  node.children.flatMap((kid) =>
    kid.type === "content" ? [[node.role, found.get(kid.id) ?? ""]] : kid.type ? [] : read(kid, found),
  );

const pages = async (file) => {
  const pdf = await getDocument({ data: new Uint8Array(await readFile(file)), verbosity: 0 }).promise;
  const numbers = Array.from({ length: pdf.numPages }, (_, index) => index + 1);
  return Promise.all(
    numbers.map(async (number) => {
      const page = await pdf.getPage(number);
      return read(await page.getStructTree(), await texts(page));
    }),
  );
};

// pdf.js itself prints warnings about fonts and canvases: the answer is the last line.
console.log(JSON.stringify(await Promise.all(process.argv.slice(2).map(pages))));
