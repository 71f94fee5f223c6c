// E-books as a reader's program opens them (epub.js in Chromium): contents, landmarks, direction, and each page's words.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const browser = await chromium.launch({ executablePath: process.argv[2], args: ["--no-sandbox"] });

const opened = async (encoded) => {
  const book = ePub(Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0)).buffer);
  const shown = book.renderTo("book", { width: 880, height: 680, flow: "paginated" });
  await shown.display();
  const { toc, landmarks } = await book.loaded.navigation;
  const label = (each) => [each.label.trim(), ...each.subitems.map(label)];
  const [view] = shown.getContents();
  const broken = [...view.document.images].filter((image) => !image.naturalWidth).map((image) => image.alt);
  return {
    toc: toc.map(label),
    landmarks: landmarks.map((mark) => mark.type),
    direction: book.package.metadata.direction,
    words: view.document.body.innerText,
    broken,
  };
};

const found = [];
for (const file of process.argv.slice(3)) {
  const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.setContent('<div id="book"></div>');
  await page.addScriptTag({ path: require.resolve("jszip/dist/jszip.min.js") });
  await page.addScriptTag({ path: require.resolve("epubjs/dist/epub.min.js") });
  const told = await page.evaluate(opened, (await readFile(file)).toString("base64"));
  found.push({ ...told, asked: asked.filter((url) => /^https?:/.test(url)) });
  await page.close();
}
await browser.close();
console.log(JSON.stringify(found));
