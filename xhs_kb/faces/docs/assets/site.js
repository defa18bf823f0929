/* The theme and the search of the site: the only scripts that its pages have. Both work from disk. */
(function () {
  "use strict";
  var root = document.documentElement;
  function stored(value) {
    try {
      if (value === undefined) return localStorage.getItem("kb-theme");
      localStorage.setItem("kb-theme", value);
    } catch (error) { /* a page from disk may have no storage */ }
    return value || null;
  }
  var theme = stored();
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;

  function dark() {
    if (root.dataset.theme) return root.dataset.theme === "dark";
    return window.matchMedia("(prefers-color-scheme: dark)").matches;
  }

  var HAN = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/;
  var RUN = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+|[^\s!-\/:-@\[-`{-~\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/g;

  function tokens(text) {
    var found = [];
    (text.normalize("NFKC").toLowerCase().match(RUN) || []).forEach(function (run) {
      if (!HAN.test(run[0]) || run.length < 3) return found.push(run);
      for (var i = 0; i + 1 < run.length; i++) found.push(run.slice(i, i + 2));
    });
    return found;
  }

  function Index(data) {
    this.docs = data.docs;
    this.words = data.words.split(" ");
    this.posts = data.posts.split(" ");
  }
  Index.prototype.first = function (token) {
    var low = 0, high = this.words.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (before(this.words[middle], token)) low = middle + 1; else high = middle;
    }
    return low;
  };
  /* Words are sorted by code point, as they were written. */
  function before(a, b) {
    var x = Array.from(a), y = Array.from(b);
    for (var i = 0; i < x.length && i < y.length; i++) {
      if (x[i] !== y[i]) return x[i].codePointAt(0) < y[i].codePointAt(0);
    }
    return x.length < y.length;
  }
  Index.prototype.scores = function (token) {
    var found = new Map();
    for (var at = this.first(token); at < this.words.length && this.words[at].startsWith(token); at++) {
      var exact = this.words[at] === token ? 2 : 0, number = 0;
      this.posts[at].split(",").forEach(function (post) {
        var title = post.endsWith("!");
        number += parseInt(title ? post.slice(0, -1) : post, 36);
        found.set(number, Math.max(found.get(number) || 0, 1 + exact + (title ? 4 : 0)));
      });
    }
    return found;
  };
  var SORTS = { rule: 2, entity: 1.5, kind: 1, action: 1, overview: 1 };
  Index.prototype.find = function (text) {
    var self = this, all = null;
    tokens(text).forEach(function (token) {
      var scores = self.scores(token), both = new Map();
      if (all === null) { all = scores; return; }
      scores.forEach(function (score, number) { if (all.has(number)) both.set(number, all.get(number) + score); });
      all = both;
    });
    var hits = Array.from(all || []);
    hits.forEach(function (hit) {
      var doc = self.docs[hit[0]];
      hit[1] += (SORTS[doc[2]] || 0) - Math.min(3, doc[1].length / 20);
      if (doc[1].toLowerCase() === text.trim().toLowerCase()) hit[1] += 20;
    });
    hits.sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; });
    return hits.map(function (hit) { return self.docs[hit[0]]; });
  };

  /* In a single file there is a form for each language, and pages and indexes are all there already. */
  function search(form) {
    var box = form.querySelector("input"), panel = form.querySelector(".hits");
    var list = panel.querySelector("ul"), state = panel.querySelector("p");
    var body = document.body, tongue = form.closest(".tongue"), index = null, loading = false;
    form.hidden = false;
    function load() {
      if (index || loading) return;
      loading = true;
      if (tongue) { index = new Index(window.kbSearch[tongue.dataset.language]); return; }
      var script = document.createElement("script");
      script.src = body.dataset.root + "/assets/search-" + body.dataset.language + ".js";
      script.onload = function () { index = new Index(window.kbSearch); show(); };
      document.head.appendChild(script);
    }
    function show() {
      var text = box.value.trim();
      panel.hidden = !text || !index;
      if (panel.hidden) return;
      var hits = index.find(text);
      state.textContent = hits.length ? form.dataset.some.replace("{count}", hits.length) : form.dataset.none;
      list.replaceChildren.apply(list, hits.slice(0, 12).map(function (doc) {
        var item = document.createElement("li"), link = document.createElement("a");
        link.href = tongue ? "#" + doc[0] : body.dataset.root + "/" + doc[0] + ".html";
        link.textContent = doc[1];
        item.appendChild(link);
        if (doc[3]) {
          var lead = document.createElement("span");
          lead.className = "faint";
          lead.textContent = doc[3];
          item.appendChild(lead);
        }
        return item;
      }));
    }
    box.addEventListener("focus", load);
    box.addEventListener("input", function () { load(); show(); });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var first = list.querySelector("a");
      if (first) first.click();
    });
    form.addEventListener("keydown", function (event) {
      var links = Array.from(list.querySelectorAll("a")), at = links.indexOf(document.activeElement);
      if (event.key === "ArrowDown" && links.length) { links[Math.min(at + 1, links.length - 1)].focus(); event.preventDefault(); }
      if (event.key === "ArrowUp" && at >= 0) { (at ? links[at - 1] : box).focus(); event.preventDefault(); }
      if (event.key === "Escape") { panel.hidden = true; box.focus(); }
    });
    form.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !form.contains(event.relatedTarget)) panel.hidden = true;
    });
    document.addEventListener("click", function (event) { if (!form.contains(event.target)) panel.hidden = true; });
    window.addEventListener("hashchange", function () { panel.hidden = true; box.value = ""; });
    document.addEventListener("keydown", function (event) {
      var tag = document.activeElement && document.activeElement.tagName;
      if (event.key === "/" && form.offsetParent && tag !== "INPUT" && tag !== "TEXTAREA") { box.focus(); event.preventDefault(); }
    });
    var asked = new URLSearchParams(location.search).get("search");
    if (asked && form.offsetParent) { box.value = asked; load(); box.focus(); }
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll(".theme").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () { root.dataset.theme = stored(dark() ? "light" : "dark"); });
    });
    document.querySelectorAll(".search").forEach(search);
  });
})();
