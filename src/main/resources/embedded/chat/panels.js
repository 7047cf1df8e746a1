'use strict';

/** The panels beside the phone: faults of the twins, and open emergencies as the doctor sees them. */
(function () {
  const POLL_MS = 2500;
  const NAMES = {
    evolution: 'WhatsApp gateway (Evolution)', gowa: 'WhatsApp gateway (GOWA)', cloudapi: 'WhatsApp (Meta Cloud API)', sms: 'SMS provider',
    openrouter: 'Language model (OpenRouter)' };
  const MEANING = {
    ok: 'works', slow: 'answers late', error: 'answers an error', down: 'hangs up', garbage: 'answers nonsense',
    hostile: 'changes numbers, adds a dose', error200: '200 with an error', 'choice-error': 'fails half-way',
    empty: 'answers nothing', filtered: 'is filtered', error201: '201 with an error',
    'closed-window': 'refuses later: 24 hours over',
  };
  const forms = new Map();
  const list = document.getElementById('emergencies');
  const hint = document.getElementById('emergencies-hint');
  let token = null;

  async function twins() {
    const answer = await fetch('/twins');
    if (!answer.ok) { return; }
    for (const [name, fault] of Object.entries(await answer.json())) {
      if (!forms.has(name)) { forms.set(name, add(name, fault)); }
      state(forms.get(name), fault);
    }
  }

  function add(name, fault) {
    const form = document.getElementById('twin').content.firstElementChild.cloneNode(true);
    form.querySelector('strong').textContent = NAMES[name] || name;
    const mode = form.elements.mode;
    ['ok', ...fault.modes.filter((m) => m !== 'ok')].forEach((m) => mode.add(new Option(MEANING[m] || m, m)));
    mode.value = fault.mode;
    const fields = () => {
      form.elements.status.disabled = mode.value !== 'error';
      form.elements.delayMs.disabled = mode.value === 'ok';
      form.elements.count.disabled = mode.value === 'ok';
    };
    mode.addEventListener('change', fields);
    fields();
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      apply(name, form);
    });
    document.getElementById('twins').append(form);
    return form;
  }

  async function apply(name, form) {
    const wanted = { mode: form.elements.mode.value };
    if (wanted.mode === 'error') { wanted.status = Number(form.elements.status.value); }
    if (wanted.mode === 'slow') { wanted.delayMs = Number(form.elements.delayMs.value); }
    if (wanted.mode !== 'ok' && form.elements.count.value) { wanted.count = Number(form.elements.count.value); }
    const answer = await fetch('/twins/' + name + '/faults', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(wanted),
    });
    const body = await answer.json();
    form.querySelector('output').textContent = answer.ok ? '' : body.error;
    if (answer.ok) { state(form, body); }
  }

  function state(form, fault) {
    form.querySelector('.dot').className = 'dot ' + (fault.mode === 'ok' ? 'up' : 'down');
    form.querySelector('header small').textContent =
      (MEANING[fault.mode] || fault.mode) + (fault.count ? ', ' + fault.count + ' more' : '');
  }

  async function login() {
    const answer = await fetch('/api/v1/auth/login', {
      method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username: 'doctor@demo', password: 'demo' }),
    });
    token = answer.ok ? (await answer.json()).accessToken : null;
  }

  async function emergencies() {
    if (!token) { await login(); }
    if (!token) { return; }
    const answer = await fetch('/api/v1/emergencies', { headers: { Authorization: 'Bearer ' + token } });
    if (answer.status === 401) { token = null; }
    if (!answer.ok) { return; }
    const open = (await answer.json()).items.filter((e) => e.state !== 'RESOLVED');
    hint.textContent = open.length ? 'As Dr. Meera sees them.' : 'None: nobody waits for help.';
    list.replaceChildren(...open.map(row));
  }

  function row(emergency) {
    const item = document.createElement('li');
    const kind = document.createElement('b');
    kind.textContent = emergency.kind;
    const detail = document.createElement('small');
    const since = new Date(emergency.openedAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
    detail.textContent = 'since ' + since + (emergency.rung ? ', now with: ' + emergency.rung.toLowerCase().replace('_', ' ') : '');
    item.append(kind, ' · ' + emergency.severity + ' · ' + emergency.state.toLowerCase().replace('_', ' '), detail);
    return item;
  }

  async function loop(task, pause) {
    try {
      await task();
    } catch (e) {
      // The phone's header already says that the hub does not answer.
    }
    setTimeout(loop, pause, task, pause);
  }

  loop(twins, POLL_MS);
  // Rare: the doctor's calls are counted by the hub's rate limit as anybody's are.
  loop(emergencies, 15000);
})();
