/* The playground: the real engine, in a worker. Without it the page has its questions answered already. */
(function () {
  "use strict";
  var form = document.getElementById("ask");
  if (!form) return;
  var box = form.querySelector("#ask-text"), day = form.querySelector("#ask-day");
  var list = form.querySelector("#ask-next"), state = form.querySelector("#ask-state");
  var out = form.querySelector("#ask-answer"), button = form.querySelector("button[type=submit]");
  var language = form.dataset.language, worker = null, waiting = new Map(), count = 0, words = {}, chosen = -1, latest = 0;
  var root = document.body.dataset.root;
  form.hidden = false;

  function call(what) {
    var args = Array.prototype.slice.call(arguments, 1), id = ++count;
    return new Promise(function (resolve, reject) {
      waiting.set(id, [resolve, reject]);
      worker.postMessage({ id: id, what: what, args: args });
    });
  }
  function begin() {
    if (location.protocol === "file:") { state.textContent = form.dataset.http; button.disabled = true; return Promise.reject(new Error("file")); }
    state.textContent = form.dataset.loading;
    worker = new Worker(form.dataset.root + "/worker.mjs", { type: "module" });
    worker.onmessage = function (event) {
      var pair = waiting.get(event.data.id);
      waiting.delete(event.data.id);
      if ("failed" in event.data) pair[1](new Error(event.data.failed)); else pair[0](event.data.value);
    };
    return call("ready").then(function () { return call("labels", language); }).then(function (found) {
      words = found;
      state.textContent = form.dataset.ready;
    });
  }
  function word(key) { return words[key] || String(key).replace(/_/g, " "); }
  function make(tag, className, text) {
    var element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }
  function shown(value) {
    if (value === null) return word("missing");
    if (value === true || value === false) return word(value ? "yes" : "no");
    if (Array.isArray(value)) return value.map(shown).join(", ");
    return typeof value === "object" ? value.name : String(value);
  }
  function heading(text) { out.appendChild(make("h2", "", text)); }

  function trouble(found) {
    out.appendChild(make("pre", "", found.text)).tabIndex = 0;
    (found.error.suggestions || []).forEach(function (one) {
      var use = make("button", "use", one.text);
      use.type = "button";
      use.addEventListener("click", function () {
        var span = found.error.spans[0] || [box.value.length, box.value.length], letters = Array.from(box.value);
        box.value = letters.slice(0, span[0]).join("") + (one.id || one.text) + letters.slice(span[1]).join("");
        ask();
      });
      out.appendChild(use);
    });
  }
  function reasons(answer) {
    var live = answer.reasons.filter(function (r) { return ["violated", "open", "met", "set_aside", "narrower"].includes(r.status); });
    if (!live.length) return;
    heading(word("because"));
    var items = make("ul", "reasons");
    live.forEach(function (reason) {
      var item = make("li"), link = make("a", "", reason.name);
      link.href = root + "/" + language + "/rule/" + reason.rule + ".html";
      item.append(make("span", "badge " + reason.status, word(reason.status)), " ", link);
      if (reason.residual) item.appendChild(make("div", "faint", word("residual") + ": " + reason.residual));
      if (reason.because) item.appendChild(make("div", "faint", reason.because));
      items.appendChild(item);
    });
    out.appendChild(items);
  }
  function needs(answer) {
    if (!answer.needs.length) return;
    heading(word("needs"));
    answer.needs.slice(0, 5).forEach(function (need) {
      var name = need.input || need.role || need.attribute, line = make("p", "", need.ask + " ");
      need.leads_to.slice(0, 4).forEach(function (lead) {
        var use = make("button", "use", lead.reply + " → " + word(lead.permission));
        use.type = "button";
        use.addEventListener("click", function () { box.value = further(box.value, name, lead.reply); ask(); });
        line.append(use, " ");
      });
      out.appendChild(line);
    });
  }
  function further(question, name, reply) {
    var fact = name + " " + (/^[<>=]|^in /.test(reply) ? reply : "= " + reply);
    var bare = question.trim().replace(/[?？]$/, "");
    return bare + (/ given /.test(bare) ? ", " : " given ") + fact + "?";
  }
  function table(answer) {
    if (answer.kind === "verdict" || answer.kind === "yes_no" || !answer.rows.length) return;
    var frame = make("div", "scroll"), whole = make("table"), head = make("tr"), body = make("tbody");
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", answer.question);
    answer.columns.forEach(function (column) { var th = make("th", "", word(column)); th.scope = "col"; head.appendChild(th); });
    answer.rows.slice(0, 100).forEach(function (row) {
      var line = make("tr");
      row.forEach(function (cell) { line.appendChild(make("td", "", shown(cell))); });
      body.appendChild(line);
    });
    whole.appendChild(make("thead")).appendChild(head);
    whole.appendChild(body);
    frame.appendChild(whole);
    out.appendChild(frame);
  }
  function sources(answer) {
    if (!answer.citations.length) return;
    heading(word("sources"));
    var items = make("ol");
    answer.citations.forEach(function (cited) {
      var item = make("li"), link = make("a", "", cited.title);
      link.href = root + "/" + language + "/source/" + cited.id.split("#")[0] + ".html";
      item.append(link, make("span", "faint", " " + [cited.publisher, cited.date, cited.id].filter(Boolean).join(", ")));
      items.appendChild(item);
    });
    out.appendChild(items);
  }
  function show(answer) {
    out.replaceChildren();
    if (answer.error) return trouble(answer);
    var card = make("div", "asked " + (answer.verdict ? answer.verdict.permission : "")), line = make("p", "answer");
    if (answer.verdict) line.append(make("span", "badge " + answer.verdict.permission, word(answer.verdict.permission)), " ");
    line.append(answer.summary);
    card.appendChild(line);
    out.appendChild(card);
    table(answer);
    reasons(answer);
    needs(answer);
    answer.warnings.forEach(function (warning) { out.appendChild(make("p", "detail faint", "! " + warning.message)); });
    sources(answer);
  }
  function ask() {
    close();
    if (!box.value.trim()) return;
    var number = ++latest;
    out.setAttribute("aria-busy", "true");
    ready.then(function () { return call("ask", box.value, day.value, language); }).then(function (answer) {
      if (number === latest) { show(answer); out.removeAttribute("aria-busy"); }
    }, function (error) { state.textContent = location.protocol === "file:" ? form.dataset.http : String(error); });
  }

  /* --- completion --- */
  function close() { list.hidden = true; chosen = -1; box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); }
  function offer() {
    var text = box.value, number = ++latest;
    if (!worker) return;
    call("complete", text).then(function (found) {
      if (number !== latest || text !== box.value || !found.length) { if (number === latest) close(); return; }
      list.replaceChildren.apply(list, found.slice(0, 8).map(function (one, place) {
        var item = make("li");
        item.id = "ask-next-" + place;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.append(make("span", "", one[0]), make("span", "faint", one[1]));
        item.addEventListener("mousedown", function (event) { event.preventDefault(); take(one); });
        item.take = one;
        return item;
      }));
      chosen = -1;
      list.hidden = false;
      box.setAttribute("aria-expanded", "true");
    }, close);
  }
  function take(one) {
    box.value = Array.from(box.value).slice(0, one[2]).join("") + one[0] + (/^[\x00-\x7f]+$/.test(one[0]) ? " " : "");
    close();
    box.focus();
    offer();
  }
  function choose(step) {
    var items = Array.from(list.children);
    if (list.hidden || !items.length) return false;
    if (chosen >= 0) items[chosen].setAttribute("aria-selected", "false");
    chosen = (chosen + step + items.length) % items.length;
    items[chosen].setAttribute("aria-selected", "true");
    box.setAttribute("aria-activedescendant", items[chosen].id);
    return true;
  }
  box.addEventListener("input", offer);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", function (event) {
    if (event.key === "ArrowDown" && choose(1)) event.preventDefault();
    if (event.key === "ArrowUp" && choose(chosen < 0 ? 0 : -1)) event.preventDefault();
    if (event.key === "Escape") close();
    if ((event.key === "Tab" || event.key === "Enter") && chosen >= 0 && !list.hidden) { event.preventDefault(); take(list.children[chosen].take); }
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); ask(); });

  var asked = new URLSearchParams(location.search);
  if (asked.get("q")) box.value = asked.get("q");
  if (asked.get("d")) day.value = asked.get("d");
  var ready = begin();
  ready.catch(function (error) { if (error.message !== "file") state.textContent = String(error); });
  if (asked.get("q")) ask();
})();
