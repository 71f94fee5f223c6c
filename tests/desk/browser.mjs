// Drives the desk in Chromium by keyboard, each visit in a window of its own.
// node browser.mjs MODULES ADDRESS: visits as JSON lines on standard input, what was seen on standard output.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [modules, address] = process.argv.slice(2);
const require = createRequire(modules + "/");
const { chromium } = require("playwright-core");
const axe = require.resolve("axe-core");

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const MOST = 150; // presses of a key before what is looked for is given up

const named = () => {
  const element = document.activeElement;
  const label = element.labels?.[0]?.textContent ?? element.textContent;
  return label.trim().replace(/\s+/g, " ");
};

const steps = {
  async open(page, path) { await page.goto(address + path); },
  async reach(page, name) {
    for (let n = 0; n < MOST; n++) {
      await page.keyboard.press("Tab");
      if ((await page.evaluate(named)).startsWith(name)) return;
    }
    throw new Error(`The key Tab does not lead to “${name}” on ${page.url()}`);
  },
  async type(page, words) { await page.keyboard.type(words); },
  async press(page, key, times = 1) { for (let n = 0; n < times; n++) await page.keyboard.press(key); },
  async follow(page) {
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    await page.waitForLoadState();
  },
  async wait(page, words) {
    const there = words => document.body.innerText.includes(words);
    await page.waitForFunction(there, words).catch(async error => {
      throw new Error(`${error.message} “${words}” on ${page.url()}, which says: ${await page.innerText("main")}`);
    });
  },
  async framed(page, words) {
    const there = words => document.querySelector("iframe").contentDocument?.body?.innerText.includes(words);
    await page.waitForFunction(there, words);
  },
  async reload(page, words) {
    for (let n = 0; n < MOST && !(await page.innerText("body")).includes(words); n++) {
      await page.waitForTimeout(200);
      await page.reload();
    }
  },
  async download(page) {
    const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    return file.suggestedFilename();
  },
  async upload(page, path) {
    for (let n = 0; n < 6; n++) { // a busy browser may not take a key at once
      const opened = page.waitForEvent("filechooser", { timeout: 10_000 }).catch(() => null);
      await page.keyboard.press("Enter");
      const chooser = await opened;
      if (chooser) return chooser.setFiles(path);
    }
    throw new Error(`The key Enter opens no choice of files on ${page.url()}`);
  },
  async axe(page, paths) {
    const found = [];
    for (const path of paths) {
      await page.goto(address + path);
      await page.addScriptTag({ path: axe });
      const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
      const said = await page.evaluate(only => window.axe.run({ runOnly: only }), rules);
      found.push(...said.violations.map(each => `${path} ${each.id}: ${each.help} ${each.nodes[0].html}`));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wide > 0) found.push(`${path} is ${wide} pixels wider than the window`);
    }
    return found;
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { width = 1280, height = 900, scripts = true, colours = {}, steps: wanted } = JSON.parse(line);
  const bypassCSP = wanted.some(([name]) => name === "axe"); // it is put into pages that let nothing in
  const viewport = { width, height };
  const context = await browser.newContext({ viewport, javaScriptEnabled: scripts, bypassCSP, ...colours });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", error => errors.push(String(error)));
  let last = null;
  for (const [name, ...values] of wanted) last = (await steps[name](page, ...values)) ?? last;
  const text = await page.innerText("body");
  console.log(JSON.stringify({ last, errors, text, title: await page.title(), address: page.url() }));
  await context.close();
}
await browser.close();
