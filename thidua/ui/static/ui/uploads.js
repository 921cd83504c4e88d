// A form with a file is sent with its progress told; when the line breaks, the form and the file stay and can be sent again.
"use strict";
for (const form of document.querySelectorAll("form[data-upload]")) {
  const words = form.dataset;
  const files = () => [...form.querySelectorAll("input[type=file]")].some((box) => box.files.length);
  const state = document.createElement("p");
  state.className = "draft";
  state.setAttribute("role", "status");
  form.append(state);

  const values = () => JSON.stringify([...new FormData(form)].filter(([, value]) => typeof value === "string"));

  const broken = (pressed) => {
    const again = document.createElement("button");
    again.type = "button";
    again.className = "main";
    again.textContent = words.again;
    again.addEventListener("click", () => send(pressed));
    state.replaceChildren(words.broken, " ", again);
  };

  const finished = (request, pressed, sent) => {
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    if (request.status >= 500 || !page.querySelector("form[data-upload]")) {
      broken(pressed); // signed out meanwhile, or nothing was kept: nothing is forgotten here
      return;
    }
    if (request.status >= 400) {
      state.textContent = [...page.querySelectorAll(".errors li")].map((item) => item.textContent).join(" ");
      return;
    }
    if (sent === values()) form.dispatchEvent(new Event("uploaded"));
    history.replaceState(null, "", request.responseURL);
    document.open(); // the answer itself, since its messages are told once
    document.write(request.responseText);
    document.close();
  };

  const send = (pressed) => {
    const request = new XMLHttpRequest();
    const sent = values();
    request.open("POST", form.action || location.href);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) state.textContent = `${words.sending} ${Math.round((100 * event.loaded) / event.total)}%`;
    });
    request.addEventListener("load", () => finished(request, pressed, sent));
    request.addEventListener("error", () => broken(pressed));
    request.addEventListener("abort", () => broken(pressed));
    state.textContent = words.sending;
    request.send(new FormData(form, pressed));
  };

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !files()) return;
    event.preventDefault();
    send(event.submitter);
  });
}
