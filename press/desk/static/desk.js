// Makes better what works without it: waits for documents without reloading, and takes the reader to what is wrong.
"use strict";
(() => {
  const waiting = document.querySelector("[data-events]");
  if (waiting) {
    const bar = waiting.querySelector("progress"), said = waiting.querySelector("[data-made]");
    const events = new EventSource(waiting.dataset.events);
    events.onmessage = event => {
      const news = JSON.parse(event.data);
      bar.max = Math.max(news.total, 1);
      bar.value = news.made;
      said.textContent = `${news.made} / ${news.total}`;
      if (news.over) { events.close(); location.reload(); }
    };
  }
  const summary = document.querySelector(".summary[tabindex]");
  if (summary) summary.focus();
})();
