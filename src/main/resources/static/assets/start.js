'use strict';

/** Shows how the hub is, and what only the embedded profile has. */
(function () {
  const one = (selector) => document.querySelector(selector);
  const all = (selector, change) => document.querySelectorAll(selector).forEach(change);
  const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');

  all('[data-origin]', (element) => { element.textContent = location.origin; });
  all('[data-now]', (element) => { element.textContent = now; });

  fetch('/twins').then((answer) => {
    if (!answer.ok) { return; }
    all('[data-embedded]', (element) => { element.hidden = false; });
    all('[data-user]', (element) => { element.textContent = 'patient@demo'; });
    all('[data-password]', (element) => { element.textContent = 'demo'; });
  }).catch(() => {});

  fetch('/actuator/health')
    .then((answer) => answer.json())
    .then((health) => show(health.status === 'UP', health.status === 'UP' ? 'Up and ready' : 'Not well: ' + health.status))
    .catch(() => show(false, 'No answer'));

  function show(up, text) {
    one('#dot').classList.add(up ? 'up' : 'down');
    one('#state').textContent = text;
  }
})();
