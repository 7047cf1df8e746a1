'use strict';

/** The phone: writes as the chosen person and shows what that person's WhatsApp would show. */
(function () {
  const POLL_MS = 700;
  const QUICK = ['62', 'sugar 62 fasting', '7.2 mmol', '६२', '110', 'HI', '25', 'chest pain', 'better now', 'OK'];
  const TICKS = { queued: '🕓', sent: '✓', delivered: '✓✓', read: '✓✓', failed: 'not delivered' };
  const byId = (id) => document.getElementById(id);
  const person = byId('person');
  const talk = byId('talk');
  const seen = new Map();
  let shown = '';

  QUICK.forEach((text) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text;
    button.addEventListener('click', () => write(text));
    byId('quick').append(button);
  });

  byId('write').addEventListener('submit', (event) => {
    event.preventDefault();
    const text = byId('text').value.trim();
    if (text) {
      byId('text').value = '';
      write(text);
    }
  });

  const asked = new URLSearchParams(location.search).get('as');
  if (asked && [...person.options].some((option) => option.value === asked)) { person.value = asked; }
  person.addEventListener('change', () => {
    shown = '';
    refresh();
  });

  async function write(text) {
    try {
      const answer = await fetch('/twins/evolution/inbound', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ number: person.value, text }),
      });
      if (!answer.ok) { throw new Error(answer.status); }
      await refresh();
    } catch (e) {
      line('not sent: the hub does not answer');
    }
  }

  async function chatOf(number) {
    const answer = await fetch('/twins/evolution/chat?number=' + number);
    if (!answer.ok) { throw new Error(answer.status); }
    return answer.json();
  }

  async function refresh() {
    const number = person.value;
    const bubbles = await chatOf(number);
    if (number !== person.value) { return; }
    seen.set(number, bubbles.length);
    line('online');
    const state = number + JSON.stringify(bubbles);
    if (state === shown) { return; }
    shown = state;
    talk.replaceChildren(...(bubbles.length ? bubbles.map(bubble) : [empty()]));
    talk.scrollTop = talk.scrollHeight;
  }

  /** Others may have been told something meanwhile: the caregiver, the doctor. */
  async function others() {
    const buttons = [];
    for (const option of person.options) {
      if (option.value === person.value) { continue; }
      const count = (await chatOf(option.value)).length;
      if (!seen.has(option.value)) { seen.set(option.value, 0); }
      const fresh = count - seen.get(option.value);
      if (fresh > 0) {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = option.textContent.split(',')[0] + ' · ' + fresh + ' new';
        button.addEventListener('click', () => {
          person.value = option.value;
          shown = '';
          refresh();
          others();
        });
        buttons.push(button);
      }
    }
    byId('unread').replaceChildren(...buttons);
  }

  function bubble(message) {
    const item = document.createElement('li');
    item.classList.toggle('mine', !message.fromHub);
    item.append(message.text);
    const foot = document.createElement('small');
    foot.append(new Date(message.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' }));
    const ticks = document.createElement('span');
    ticks.className = 'ticks ' + message.state;
    ticks.textContent = TICKS[message.state] || '';
    ticks.title = message.state;
    foot.append(ticks);
    item.append(foot);
    return item;
  }

  function empty() {
    const item = document.createElement('li');
    item.className = 'empty';
    item.textContent = person.selectedIndex === 0
      ? 'Write a reading as you would on WhatsApp, such as “sugar 62 fasting”, or choose one below.'
      : 'Nothing for this person yet.';
    return item;
  }

  function line(text) {
    byId('line').textContent = text;
  }

  async function loop() {
    try {
      await refresh();
      await others();
    } catch (e) {
      line('the hub does not answer');
    }
    setTimeout(loop, POLL_MS);
  }

  loop();
})();
