// Shows what `/state` tells, whenever `/events` says that something changed; the place that is read stays.
"use strict";
const by = (id) => document.getElementById(id);
let shown = "";

async function renew() {
  const state = await (await fetch("/state")).json();
  document.title = `${state.problems.some((each) => each.grade === "error") ? "Faults: " : ""}${state.title}`;
  by("title").textContent = state.title;
  const standing = by("standing");
  standing.textContent = state.current ? `As saved in ${state.file}.` : `Not as saved: ${state.file || "the file"} has faults. Below is how it last was.`;
  standing.className = state.current ? "" : "old";
  by("problems").replaceChildren(...state.problems.map(item));
  by("wrong").hidden = !state.problems.length;
  if (state.digest && state.digest !== shown) {
    shown = state.digest;
    if (state.pages) pages(state);
    else page(state);
  }
}

function item(problem) {
  const line = document.createElement("li");
  line.className = problem.grade;
  const grade = document.createElement("b");
  grade.textContent = problem.grade;
  const place = document.createElement("code");
  place.textContent = problem.place;
  line.append(grade, " ", place, ` ${problem.said}`);
  return line;
}

function page(state) {
  const before = by("document").querySelector("iframe");
  const at = before?.contentWindow?.scrollY ?? 0;
  const frame = document.createElement("iframe");
  frame.title = state.title;
  frame.src = `/document?${state.digest}`;
  frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, at));
  by("document").replaceChildren(frame);
}

function pages(state) {
  const main = by("document");
  const at = main.scrollTop;
  const pictures = Array.from({ length: state.pages }, (_, number) => {
    const picture = document.createElement("img");
    picture.alt = `Page ${number + 1} of ${state.pages}`;
    picture.src = `/pages/${number + 1}.png?${state.digest}`;
    return picture;
  });
  Promise.all(pictures.map((each) => each.decode().catch(() => {}))).then(() => {
    main.replaceChildren(...pictures);
    main.scrollTop = at;
  });
}

const events = new EventSource("/events");
events.addEventListener("message", renew);
events.addEventListener("error", () => {
  by("standing").textContent = "The preview has ended, or cannot be reached.";
  by("standing").className = "old";
});
