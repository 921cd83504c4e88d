// A draft is kept in the browser at every change, and sent a while after the last one. Without this script the button saves.
"use strict";
(() => {
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const words = form.dataset;
  const key = `draft:${words.draft}`;
  const idle = Number(words.idle || 8) * 1000;
  const state = document.createElement("p");
  state.className = "draft";
  state.setAttribute("role", "status");
  form.append(state);
  const boxes = (root) => [...root.elements].filter((box) => box.matches("textarea, select, input:not([type]), input[type=text]") && box.name && box.name !== "reference");
  const values = () => Object.fromEntries(boxes(form).map((box) => [box.name, box.value]));
  const seen = JSON.stringify(values());
  let timer = 0;

  const forget = () => localStorage.removeItem(key);
  const keep = () => {
    try {
      localStorage.setItem(key, JSON.stringify({ base: form.elements.base.value, values: values() }));
    } catch {
      // private windows and full stores keep nothing; the server still does
    }
  };

  const takeOver = (stored, sent) => {
    form.elements.base.value = stored.base;
    for (const [name, value] of Object.entries(stored.fields)) {
      const own = form.elements[name];
      if (own && own.value === sent[name]) own.value = value;
    }
  };

  const send = async () => {
    timer = 0;
    const sent = values();
    const body = new URLSearchParams(); // half the work of a multipart form for the server; a file goes with the button
    for (const name of ["csrfmiddlewaretoken", "base"]) body.set(name, form.elements[name].value);
    for (const [name, value] of Object.entries(sent)) body.set(name, value);
    state.textContent = words.saving;
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(location.href, { method: "POST", body, headers, credentials: "same-origin" });
      if (!answer.headers.get("Content-Type").startsWith("application/json")) {
        state.textContent = words.kept; // signed out meanwhile
        return;
      }
      const stored = await answer.json();
      if (!answer.ok) {
        state.textContent = `${words.refused} ${stored.errors.join(" ")}`;
        return;
      }
      const all = JSON.stringify(sent) === JSON.stringify(values());
      takeOver(stored, sent);
      const now = new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
      state.textContent = [`${words.saved} ${now}.`, ...stored.told].join(" ");
      if (all) forget();
    } catch {
      state.textContent = words.kept;
    }
  };

  form.addEventListener("input", (event) => {
    if (!boxes(form).includes(event.target)) return;
    keep();
    clearTimeout(timer);
    timer = setTimeout(send, idle);
  });
  form.addEventListener("uploaded", forget);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep();
  });

  const stored = localStorage.getItem(key);
  if (stored === null || document.querySelector(".errors")) return;
  const left = JSON.parse(stored);
  if (JSON.stringify(left.values) === seen || document.querySelector(".messages .success")) {
    forget();
    return;
  }
  const offer = document.createElement("p");
  offer.className = "notice wait";
  const button = (text, act) => {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "small";
    one.textContent = text;
    one.addEventListener("click", () => {
      act();
      offer.remove();
    });
    return one;
  };
  const restore = () => {
    form.elements.base.value = left.base; // so that what others wrote since shows as theirs
    for (const [name, value] of Object.entries(left.values)) if (form.elements[name]) form.elements[name].value = value;
    send();
  };
  offer.append(words.left, " ", button(words.restore, restore), " ", button(words.drop, forget));
  form.prepend(offer);
})();
