// Shows how far an upload has come and says when the line broke. Without it the form works as well.
"use strict";

function say(form, text, share) {
  const bar = form.querySelector("progress");
  form.querySelector("[role=status]").textContent = text;
  bar.hidden = share === null;
  if (share !== null) bar.value = share;
}

function finished(form, request) {
  if (new URL(request.responseURL).pathname !== new URL(form.action).pathname) {
    location.assign(request.responseURL);
    return;
  }
  const answer = new DOMParser().parseFromString(request.responseText, "text/html");
  document.querySelector("main").replaceWith(answer.querySelector("main"));
  scrollTo(0, 0);
}

function send(form) {
  const button = form.querySelector("button");
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.onprogress = (step) => say(form, form.dataset.sending, step.loaded / step.total);
  request.upload.onload = () => say(form, form.dataset.reading, 1);
  request.onload = () => finished(form, request);
  request.onerror = () => {
    say(form, form.dataset.broken, null);
    button.disabled = false;
  };
  button.disabled = true;
  say(form, form.dataset.sending, 0);
  request.send(new FormData(form));
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-upload]")) return;
  event.preventDefault();
  send(event.target);
});
