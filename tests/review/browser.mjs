// Drives a page in Chromium by mouse and keyboard, each visit in a window of its own.
// node browser.mjs MODULES PAGE: visits as JSON lines on standard input, what was seen on standard output.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [modules, page_address] = process.argv.slice(2);
const require = createRequire(modules + "/");
const { chromium } = require("playwright-core");
const axe = require.resolve("axe-core");

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });

const seen = page => page.evaluate(() => ({
  shown: [...document.querySelectorAll("#list > li:not([hidden]) .edition:not([hidden])")].map(edition =>
    (edition.querySelector("h4 > [dir]") ?? edition.closest("li").querySelector("h3")).textContent),
  links: [...document.querySelectorAll("#list a")].filter(link => link.checkVisibility()).map(link => link.getAttribute("href")),
  count: document.getElementById("count")?.textContent,
  answer: document.getElementById("answer")?.textContent,
  focus: document.activeElement.id || document.activeElement.textContent.trim(),
}));

const steps = {
  async type(page, words) { await page.keyboard.type(words); await page.waitForTimeout(50); },
  async press(page, key, times = 1) { for (let n = 0; n < times; n++) await page.keyboard.press(key); },
  async follow(page) {
    await Promise.all([page.waitForEvent("framenavigated"), page.keyboard.press("Enter")]);
    await page.waitForLoadState();
  },
  async click(page, selector) { await page.click(selector); },
  async choose(page, selector, value) { await page.selectOption(selector, value); },
  async axe(page) {
    await page.addScriptTag({ path: axe });
    const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const found = await page.evaluate(only => window.axe.run({ runOnly: only }), rules);
    return found.violations.map(each => `${each.id}: ${each.help} ${each.nodes[0].html}`);
  },
  async measure(page, words) {
    return page.evaluate(words => {
      const field = document.getElementById("text"), times = [];
      for (const text of words) {
        field.value = text;
        const start = performance.now();
        field.form.dispatchEvent(new Event("submit", { cancelable: true }));
        document.body.offsetHeight;
        times.push(performance.now() - start);
      }
      return times;
    }, words);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { width = 1280, scripts = true, steps: wanted } = JSON.parse(line);
  const bypassCSP = wanted.some(([name]) => name === "axe"); // it is put into pages that let nothing in
  const viewport = { width, height: 900 };
  const context = await browser.newContext({ viewport, javaScriptEnabled: scripts, bypassCSP });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", error => errors.push(String(error)));
  await page.goto(page_address);
  let last = null;
  for (const [name, ...values] of wanted) last = (await steps[name](page, ...values)) ?? last;
  if (scripts) await page.evaluate(() => new Promise(done => setTimeout(done))); // what the page has put off is done first
  const state = scripts ? await seen(page) : { text: await page.innerText("body") };
  console.log(JSON.stringify({ ...state, last, errors, address: page.url() }));
  await context.close();
}
await browser.close();
