'use strict';

/** The phone: writes as the chosen person and shows what that person's WhatsApp would show. */
(function () {
  const POLL_MS = 700;
  const QUICK = ['62', 'sugar 62 fasting', '7.2 mmol', '६२', '110', 'HI', '25', 'chest pain', 'better now', 'OK'];
  const TICKS = { queued: '🕓', sent: '✓', delivered: '✓✓', read: '✓✓', failed: 'not delivered' };
  const byId = (id) => document.getElementById(id);
  const GATEWAYS = { evolution: 'Evolution', gowa: 'GOWA', cloudapi: 'Cloud API', sms: 'SMS' };
  const LANGUAGES = { en: 'English', hi: 'हिन्दी', id: 'Bahasa Indonesia' };
  const person = byId('person');
  const gateway = byId('gateway');
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
  const through = new URLSearchParams(location.search).get('via');
  if (through && GATEWAYS[through] && through !== 'sms') { gateway.value = through; }
  person.addEventListener('change', () => {
    shown = '';
    refresh();
  });

  /** @param choice the button that was tapped and the message below which it was, or nothing */
  async function write(text, choice) {
    try {
      const answer = await fetch('/twins/' + gateway.value + '/inbound', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ number: person.value, text, ...choice }),
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
    language(bubbles);
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
    if (message.image) { item.append(picture(message.image)); }
    item.append(message.text);
    const foot = document.createElement('small');
    if (message.gateway !== 'evolution') { foot.append(GATEWAYS[message.gateway] + ' · '); }
    foot.append(new Date(message.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' }));
    const ticks = document.createElement('span');
    ticks.className = 'ticks ' + message.state;
    ticks.textContent = TICKS[message.state] || '';
    ticks.title = message.state;
    foot.append(ticks);
    item.append(foot);
    if (message.buttons && message.buttons.length) { item.append(choices(message)); }
    return item;
  }

  function picture(link) {
    const image = document.createElement('img');
    image.src = link;
    image.alt = 'picture';
    image.loading = 'lazy';
    image.addEventListener('error', () => {
      const name = document.createElement('span');
      name.className = 'picture';
      name.textContent = '🖼 ' + link.split('/').pop();
      image.replaceWith(name);
      talk.scrollTop = talk.scrollHeight;
    });
    image.addEventListener('load', () => { talk.scrollTop = talk.scrollHeight; });
    return image;
  }

  /** Quick replies as WhatsApp shows them; a tap answers as the phone would. */
  function choices(message) {
    const bar = document.createElement('div');
    bar.className = 'choices';
    message.buttons.forEach((choice) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = choice.title;
      button.addEventListener('click', () => {
        gateway.value = message.gateway;
        write(choice.title, { buttonId: choice.id, quoted: message.id });
      });
      bar.append(button);
    });
    return bar;
  }

  /** The hub keeps the language; the phone shows it by what it was written last. */
  function language(bubbles) {
    const last = bubbles.filter((b) => b.fromHub).pop();
    const code = !last ? '' : /[\u0900-\u097F]/.test(last.text) ? 'hi'
      : /\b(Anda|gula|sekarang|kami)\b/i.test(last.text) ? 'id' : 'en';
    byId('language').textContent = code ? ' · ' + LANGUAGES[code] : '';
    talk.lang = code || 'en';
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
