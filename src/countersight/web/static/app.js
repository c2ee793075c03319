// Enhances plain pages: a run's progress renews itself, and the queue is worked by keys.
// Every page works without it; forms and links stay what they are.

const said = document.getElementById("said");

/** Tell those who do not see it what has changed. */
function announce(words) {
  said.textContent = "";
  requestAnimationFrame(() => { said.textContent = words; });
}

/** Fetch this page again, and take the part with the same id out of it. */
async function renew(part) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return part;
  const whole = await answer.text();
  const read = Document.parseHTMLUnsafe ? parse(whole) : null;
  const fresh = read && read.getElementById(part.id);
  if (!fresh) { location.reload(); return part; }
  const kept = document.activeElement && part.contains(document.activeElement) ? document.activeElement.id : "";
  part.replaceWith(document.adoptNode(fresh));
  if (kept) document.getElementById(kept)?.focus();
  announce(fresh.textContent.trim().replace(/\s+/g, " "));
  return fresh;
}

const policy = window.trustedTypes?.createPolicy("countersight", { createHTML: (own) => own });

/** Read a page of this server; it was escaped where it was made. */
function parse(whole) {
  return new DOMParser().parseFromString(policy ? policy.createHTML(whole) : whole, "text/html");
}

/** Renew what says so, until it no longer does; then load the page with what was found. */
async function follow(part) {
  const seconds = Number(part.dataset.refresh);
  if (!seconds) return;
  await new Promise((go) => setTimeout(go, seconds * 1000));
  try {
    const fresh = await renew(part);
    if (fresh.dataset.refresh) { follow(fresh); } else { location.reload(); }
  } catch {
    follow(part);  // the server was busy or is gone; the link "Look again" is there too
  }
}
document.querySelectorAll("[data-refresh]").forEach(follow);

/** A form that says so shows anew what comes out whenever something in it is chosen. */
document.querySelectorAll("form[data-live]").forEach((form) => {
  form.querySelectorAll(".without-script").forEach((each) => { each.hidden = true; });
  let latest = 0;
  form.addEventListener("change", async () => {
    const mine = ++latest;
    const asked = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    const answer = await fetch(asked, { headers: { Accept: "text/html" } });
    const fresh = parse(await answer.text()).getElementById(form.dataset.live);
    if (mine !== latest || !fresh) return;  // a later choice is on its way, or the page is another
    document.getElementById(form.dataset.live).replaceWith(document.adoptNode(fresh));
    announce(fresh.querySelector("caption, .notice").textContent);
  });
});

/** On a narrow page the filters of a run are shut: what was found comes first. */
if (matchMedia("(max-width: 48rem)").matches) document.querySelectorAll(".facets").forEach((each) => { each.open = false; });

/** A graph that is wider than its frame begins at what it is about. */
document.querySelectorAll(".graph .focus").forEach((node) => {
  const frame = node.closest(".scrolls");
  const box = node.getBoundingClientRect();
  frame.scrollLeft += box.left + box.width / 2 - frame.getBoundingClientRect().left - frame.clientWidth / 2;
});

/** Keys: j and k go on and back, y, n and u choose; never while somebody writes. */
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input:not([type=radio]), textarea, select")) return;
  const found = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!found) return;
  event.preventDefault();
  found.click();
  if (found.matches("input")) found.form.querySelector("[name=reason]").focus();
});
