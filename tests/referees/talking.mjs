// A talking book in a reader's program (foliate-js in Chromium): what is marked while it is read aloud, in order.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const reader = path.dirname(createRequire(import.meta.url).resolve("foliate-js/view.js"));
const [program, file, picture] = process.argv.slice(2);
const args = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"];
const browser = await chromium.launch({ executablePath: program, args });
const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
const asked = [];
const shell = '<!DOCTYPE html><meta charset="utf-8"><style>body{margin:0}foliate-view{display:block;height:700px}</style>';
const types = { ".js": "text/javascript", ".epub": "application/epub+zip", ".html": "text/html" };
await page.route("**/*", async (route) => {
  const { protocol, hostname, pathname } = new URL(route.request().url());
  if (protocol === "blob:") return route.continue();
  if (hostname !== "book.test") asked.push(route.request().url());
  let body = pathname === "/" ? shell : await readFile(pathname === "/book.epub" ? file : reader + pathname);
  // Version 1.0.1 marks nothing in a book's first page: it sets the index that it means to compare.
  if (pathname === "/view.js") body = String(body).replace("x.index = resolved.index", "x.index === resolved.index");
  return route.fulfill({ body, contentType: types[path.extname(pathname)] ?? "text/html" });
});
await page.goto("http://book.test/");

// Opens the book, plays it eight times as fast, and collects the pieces that are read and those that are seen marked.
const opened = async () => {
  await import("/view.js");
  const view = (window.view = document.body.appendChild(document.createElement("foliate-view")));
  await view.open(new File([await (await fetch("/book.epub")).blob()], "book.epub"));
  await view.goTo(0);
  window.read = [];
  view.mediaOverlay.addEventListener("highlight", ({ detail }) => read.push(detail.text.split("#")[1]));
  view.mediaOverlay.setRate(8);
  await view.startMediaOverlay();
};
const marked = () => {
  const [{ doc }] = view.renderer.getContents();
  return [...doc.getElementsByClassName(view.book.media.activeClass)].map((element) => element.id);
};
await page.evaluate(opened);
const seen = new Set();
let pictured = !picture;
for (let still = 0, before = -1; still < 40; ) {
  (await page.evaluate(marked)).forEach((id) => seen.add(id));
  if (!pictured && seen.size > 4) pictured = await page.screenshot({ path: picture });
  const length = await page.evaluate(() => read.length);
  [still, before] = length === before ? [still + 1, before] : [0, length];
  await page.waitForTimeout(250);
}
const told = await page.evaluate(() => {
  const [{ doc }] = view.renderer.getContents();
  return { read: [...new Set(read)].map((id) => [id, doc.getElementById(id)?.textContent]), narrator: view.book.media.narrator };
});
console.log(JSON.stringify({ ...told, seen: [...seen], asked }));
await browser.close();
