// Makes better what works without it: waits for documents without reloading, and takes the reader to what is wrong.
"use strict";
(() => {
  // What is written is kept, judged and shown while it is being written.
  function beside(live) {
    const form = live.querySelector("form"), shown = live.querySelector(".preview");
    const frame = shown.querySelector("iframe"), status = shown.querySelector("[role=status]");
    const changes = shown.querySelector(".changes");
    const PAUSE = 200, AGAIN = 4000;
    let timer, asked, at = 0;
    shown.hidden = false;
    frame.addEventListener("load", () => { frame.contentWindow.scrollTo(0, at); compare(); }); // the page comes first
    frame.src = live.dataset.preview;
    form.addEventListener("input", event => {
      touched(event.target.name);
      soon(PAUSE);
    });

    // A field that was written in here, so that it counts whatever another window of the same person says there.
    function touched(name) {
      const seen = form.elements[`seen-${name}`] ?? document.createElement("input");
      if (!seen.name) form.append(Object.assign(seen, { type: "hidden", name: `seen-${name}` }));
      seen.value = "";
    }

    function soon(pause) { clearTimeout(timer); timer = setTimeout(ask, pause); }

    async function ask() {
      asked?.abort();
      asked = new AbortController();
      try {
        const answer = await fetch(live.dataset.live, { method: "POST", body: new FormData(form), signal: asked.signal });
        if (!answer.ok) throw new Error(answer.status);
        const { faults, said } = await answer.json();
        status.classList.remove("unkept");
        form.querySelector("[value=drop]").hidden = false;
        for (const field of form.querySelectorAll(".field")) tell(field, faults);
        if (status.textContent !== said) status.textContent = said;
        if (Object.keys(faults).length) return; // the last page that could be made stays
        at = frame.contentWindow.scrollY;
        frame.contentWindow.location.reload();
      } catch (stopped) {
        if (stopped.name === "AbortError") return;
        status.classList.add("unkept");
        if (status.textContent !== live.dataset.unkept) status.textContent = live.dataset.unkept;
        soon(AGAIN);
      }
    }

    // What has changed against the edition in use; what was shown last stays while there is nothing to compare.
    async function compare() {
      const answer = await fetch(live.dataset.changes).catch(() => null);
      if (!answer?.ok) return;
      const open = [...changes.querySelectorAll("details")].map(one => one.open);
      changes.innerHTML = await answer.text(); // the desk's own page, in which words are escaped
      changes.querySelectorAll("details").forEach((one, number) => { one.open = open[number] ?? false; });
    }

    function tell(field, faults) {
      const input = field.querySelector("input:not([type=hidden]), textarea");
      const said = faults[input.id] ?? [];
      for (const old of field.querySelectorAll(".fault")) old.remove();
      const ids = said.map((one, number) => {
        const line = document.createElement("p"), hidden = document.createElement("span");
        hidden.className = "hidden";
        hidden.textContent = `${live.dataset.error}: `;
        line.className = "fault";
        line.id = `${input.id}-fault-${number + 1}`;
        const words = document.createElement("span");
        [words.textContent, words.lang] = one;
        line.append(hidden, words);
        input.before(line);
        return line.id;
      });
      field.classList.toggle("faulty", ids.length > 0);
      input.toggleAttribute("aria-describedby", ids.length > 0);
      input.toggleAttribute("aria-invalid", ids.length > 0);
      if (ids.length) { input.setAttribute("aria-describedby", ids.join(" ")); input.setAttribute("aria-invalid", "true"); }
    }
  }

  const waiting = document.querySelector("[data-events]");
  if (waiting) {
    const bar = waiting.querySelector("progress"), said = waiting.querySelector("[data-made]");
    const events = new EventSource(waiting.dataset.events);
    events.onmessage = event => {
      const news = JSON.parse(event.data);
      bar.max = Math.max(news.total, 1);
      bar.value = news.made;
      if (news.total) said.textContent = `${news.made} / ${news.total}`;
      if (news.over) { events.close(); renew().catch(() => location.reload()); }
    };
  }

  // What has come of it takes its place on the page without a reload: whoever has gone on to a link stays there, and a
  // download that has begun goes on.
  async function renew() {
    const answer = await fetch(location.href);
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText); // as where nobody is signed in any more
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = document.querySelector("main"), at = document.activeElement;
    const within = main.contains(at), address = at?.getAttribute("href");
    main.replaceChildren(...page.querySelector("main").childNodes);
    document.title = page.title;
    if (within) ([...main.querySelectorAll("a")].find(one => one.getAttribute("href") === address) ?? main).focus();
    const outcome = main.querySelector(".outcome"), words = outcome.textContent;
    outcome.textContent = ""; // only what is put in later is announced
    setTimeout(() => { outcome.textContent = words; }, 100);
  }
  const live = document.querySelector("[data-live]");
  if (live) beside(live);
  const summary = document.querySelector(".summary[tabindex]");
  if (summary) summary.focus();
})();
