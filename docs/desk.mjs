// Makes the pictures of the desk in the docs, of an open desk: node docs/desk.mjs http://localhost:8010
// after `npm ci` in tests/referees. They are 1000 pixels wide, and of few colours: `python docs/pictures.py --shrink`.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
const here = fileURLToPath(new URL(".", import.meta.url));
const require = createRequire(here + "../tests/referees/node_modules/");
const { chromium } = require("playwright-core");

const [address] = process.argv.slice(2);
const LEAFLET = "skin-metastases/2022-06/en-GB";
const PICTURES = [
  ["desk-find.png", "/", 560],
  ["desk-leaflet.png", `/leaflet/${LEAFLET}`, 900],
  ["desk-choose.png", `/leaflet/${LEAFLET}/make/large-print`, 900],
  ["desk-code.png", "/code?code=6YET-EWKD-4EWZ", 640],
  ["desk-edit.png", `/edit/${LEAFLET}`, 900],
  ["desk-sign.png", `/approve/${LEAFLET}`, 800],
];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [name, path, height] of PICTURES) {
  const width = name === "desk-edit.png" ? 1280 : 1000;
  const page = await browser.newPage({ viewport: { width, height } });
  await page.goto(address + path);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: here + name });
  await page.close();
}
// A document that is ready, with what the printer has to be told and pictures of its pages.
const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
await page.goto(`${address}/leaflet/${LEAFLET}/make/booklet`);
await page.click("main button[type=submit]");
await page.waitForSelector("ol.pages img", { timeout: 120_000 });
await page.waitForTimeout(2000);
await page.screenshot({ path: here + "desk-ready.png" });
await browser.close();
