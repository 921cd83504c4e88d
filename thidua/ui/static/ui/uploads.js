// A form with a file is sent with its progress told; when the line breaks, the form and the file stay and can be sent again.
"use strict";
for (const form of document.querySelectorAll("form[data-upload]")) {
  const words = form.dataset;
  const files = () => [...form.querySelectorAll("input[type=file]")].some((box) => box.files.length);
  const state = document.createElement("p");
  state.className = "draft";
  state.setAttribute("role", "status");
  form.append(state);

  const broken = () => {
    const again = document.createElement("button");
    again.type = "button";
    again.className = "main";
    again.textContent = words.again;
    again.addEventListener("click", send);
    state.replaceChildren(words.broken, " ", again);
  };

  const finished = (request) => {
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    if (request.status >= 400) {
      const wrong = [...page.querySelectorAll(".errors li")].map((item) => item.textContent);
      if (wrong.length) state.textContent = wrong.join(" ");
      else broken();
      return;
    }
    form.dispatchEvent(new Event("uploaded"));
    location.assign(request.responseURL);
  };

  const send = () => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action || location.href);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) state.textContent = `${words.sending} ${Math.round((100 * event.loaded) / event.total)}%`;
    });
    request.addEventListener("load", () => finished(request));
    request.addEventListener("error", broken);
    request.addEventListener("abort", broken);
    state.textContent = words.sending;
    request.send(new FormData(form));
  };

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !files()) return;
    event.preventDefault();
    send();
  });
}
