"use strict";
(() => {
  const byId = id => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const form = byId("filter"), count = byId("count"), text = byId("text"), answer = byId("answer"), clinic = byId("clinic");
  const choices = ["language", "state", "format"].map(byId);
  const topics = [...byId("list").children].map(element => ({ element, others: element.querySelector(".others"), editions: [] }));
  const editions = [];
  for (const topic of topics)
    for (const element of topic.element.querySelectorAll(".edition")) {
      const edition = { element, topic, ...element.dataset, shown: true, made: "" };
      topic.editions.push(edition);
      editions[Number(edition.number)] = edition;
    }

  // What holds today, and not on the day on which the page was made.
  const day = date => date.getFullYear() + "-" + String(date.getMonth() + 1).padStart(2, "0") + "-" + String(date.getDate()).padStart(2, "0");
  const now = new Date(), today = day(now), soon = day(new Date(now.getFullYear(), now.getMonth(), now.getDate() + data.within));
  const timed = ["overdue", "due soon", "current"];
  const held = due => due < today ? "overdue" : due <= soon ? "due soon" : "current";
  const capital = words => words[0].toUpperCase() + words.slice(1);
  const marked = (mark, state) => { if (timed.includes(mark.textContent.toLowerCase())) mark.textContent = capital(state); };
  for (const edition of editions) {
    if (!edition.due) continue;
    const state = held(edition.due), mark = edition.element.querySelector(".state");
    edition.state = edition.element.dataset.state = [...edition.state.split("|").filter(each => !timed.includes(each)), state].join("|");
    marked(mark, state);
    mark.classList.toggle("overdue", mark.textContent === "Overdue");
  }
  for (const row of document.querySelectorAll("#reviews tbody tr")) {
    const due = row.dataset.due, mark = row.children[1];
    if (!due) continue;
    const other = !timed.includes(mark.textContent.toLowerCase());
    marked(mark, held(due));
    row.hidden = held(due) === "current" && !other;
  }

  // The words of leaflets: taken apart when somebody first searches.
  const folded = words => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  let index = null;
  const words = () => index ??= byId("words").textContent.split("\n").map(line => {
    const [word, steps] = line.split(" ");
    return [folded(word), steps];
  });
  const having = typed => {
    const found = new Set();
    for (const [word, steps] of words())
      if (typed.length > 2 ? word.includes(typed) : word.startsWith(typed)) {
        let number = 0;
        for (const step of steps.split(".")) found.add(number += parseInt(step, 36));
      }
    return found;
  };

  // Codes, however they are typed.
  const bare = words => (words.toUpperCase().match(/CODE=([^&#]*)/)?.[1] ?? words.toUpperCase()).replace(/[^A-Z0-9]/g, "");
  const like = words => /CODE=/i.test(words) || (/\d/.test(words) && /^\s*[A-Z0-9]{4}([- ])[A-Z0-9]{4}(\1[A-Z0-9]{4})?\s*$/i.test(words));
  const verdict = (edition, code) => {
    if (edition.codes.split(" ")[0] !== code) return "do not use. It is an earlier text of the edition below, which has other words now.";
    if (edition.usable === "no") return "do not use. The edition below says why.";
    const late = edition.due && edition.due < today ? ` overdue since ${edition.due}` : "";
    const but = [late.trim(), edition.doubts].filter(Boolean).join("; ");
    return but ? `use, but ${but}.` : "use.";
  };
  const answered = (code, found) => {
    const said = found.map(edition => `${text.value.trim()}: ${verdict(edition, code)}`);
    if (data.gone[code]) said.push(data.gone[code]);
    if (!said.length && like(text.value)) said.push(`${text.value.trim()} is not a code that this page knows. Type it again; if it stays so, do not use the paper before the office has told you what it is.`);
    return said.join(" ");
  };

  // The documents of a clinic: its own, and of what it has none those that are for all.
  const size = kilobytes => kilobytes > 999 ? `${(kilobytes / 1000).toFixed(1)} MB` : `${kilobytes} kB`;
  const element = (name, words, facts = {}) => Object.assign(document.createElement(name), { textContent: words, ...facts });
  const line = (edition, [kind, kilobytes, pages, reason], id, name) => {
    const [pattern, label, , format] = data.clinics.kinds[kind], item = element("li", "");
    const path = pattern.replace("{topic}", edition.topic.element.dataset.topic).replace("{clinic}", id);
    const link = element("a", label, { href: `${edition.folder}/${path}`.split("/").map(encodeURIComponent).join("/") });
    link.append(element("span", ` of ${edition.topic.element.querySelector("h3").textContent}`, { className: "hidden" }));
    item.dataset.clinic = id;
    item.dataset.format = format;
    item.append(link, ` for ${name} (${pages ? `${pages} page${pages === 1 ? "" : "s"}, ` : ""}${size(kilobytes)})`);
    if (reason !== undefined) item.append(" ", element("strong", `Do not hand this out: it is behind, ${data.clinics.reasons[reason]}.`));
    return item;
  };
  const own = (edition, id) => data.clinics.editions[edition.number]?.[id] ?? [];
  const rendered = (edition, id) => {
    if (edition.made === id) return;
    edition.made = id;
    for (const old of edition.element.querySelectorAll(".own")) old.remove();
    const lines = id ? own(edition, id) : [], labels = new Set(lines.map(([kind]) => data.clinics.kinds[kind][1]));
    for (const group of edition.element.querySelectorAll("ul.documents")) {
      for (const item of group.children) item.hidden = labels.has(item.querySelector("a").firstChild.textContent);
      group.hidden = group.previousElementSibling.hidden = [...group.children].every(item => item.hidden);
    }
    const also = edition.element.querySelector("p.for");
    if (also) also.hidden = Boolean(id);
    if (!lines.length) return;
    const box = element("div", "", { className: "own" }), name = clinic.selectedOptions[0].textContent;
    for (const need of new Set(lines.map(([kind]) => data.clinics.kinds[kind][2]))) {
      const list = element("ul", "", { className: "documents" });
      list.append(...lines.filter(([kind]) => data.clinics.kinds[kind][2] === need).map(each => line(edition, each, id, name)));
      box.append(element("p", need, { className: "need" }), list);
    }
    const before = edition.element.querySelector("p.need, p.for");
    before.before(box);
  };

  // What fits. A clinic is shown what it may hand out: what is in use and has a document for it, or for all.
  const general = edition => Boolean(edition.element.querySelector("ul.documents"));
  const fits = (edition, { id, value }) =>
    !value || (id === "language" ? edition.language === value : edition[id].split(id === "state" ? "|" : " ").includes(value));
  const filter = () => {
    const code = bare(text.value), coded = code.length >= 8 ? editions.filter(edition => edition.codes.split(" ").includes(code)) : [];
    const typed = folded(text.value).split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean), id = clinic.value;
    const found = coded.length ? [new Set(coded.map(edition => Number(edition.number)))] : like(text.value) ? [new Set()] : typed.map(having);
    const said = answered(code, coded);
    answer.hidden = !said;
    answer.textContent = said;
    const narrow = Boolean(typed.length || choices.some(choice => choice.value));
    let shown = 0, leaflets = 0;
    for (const topic of topics) {
      let any = 0, old = 0;
      for (const edition of topic.editions) {
        const wanted = found.every(set => set.has(Number(edition.number))) && choices.every(choice => fits(edition, choice))
          && (!id || coded.length > 0 || (edition.used === "yes" && (own(edition, id).length > 0 || general(edition))));
        if (edition.element.hidden === wanted) edition.element.hidden = !wanted;
        if (wanted) rendered(edition, id);
        any += wanted;
        old += wanted && edition.used === "no";
      }
      if (topic.element.hidden === any > 0) topic.element.hidden = !any;
      if (topic.others) {
        topic.others.hidden = !old;
        topic.others.open = narrow && old > 0 && old === any;
      }
      shown += any;
      leaflets += any > 0;
    }
    count.textContent = `${leaflets} of ${topics.length} topics, ${shown} of ${editions.length} editions`;
  };
  let waiting = 0;
  text.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, editions.length > 500 ? 120 : 0); });
  form.addEventListener("change", event => { if (event.target !== text) filter(); });
  form.addEventListener("submit", event => { event.preventDefault(); filter(); });
  form.addEventListener("reset", () => setTimeout(() => { filter(); text.focus(); }));
  const named = new URLSearchParams(location.hash.slice(1)).get("clinic");
  if ([...clinic.options].some(option => option.value === named)) clinic.value = named ?? "";
  byId("unscripted").hidden = true;
  form.hidden = false;
  filter();
})();
