'use strict';

/** The phone: writes as the chosen person and shows what that person's WhatsApp would show. */
(function () {
  const POLL_MS = 700;
  const QUICK = ['62', 'sugar 62 fasting', '7.2 mmol', '६२', '110', 'HI', '25', 'chest pain', 'better now', 'OK'];
  const TICKS = { queued: '🕓', sent: '✓', delivered: '✓✓', read: '✓✓', failed: 'not delivered' };
  const STATES = { queued: 'on its way', sent: 'sent', delivered: 'delivered', read: 'read', failed: 'not delivered' };
  const byId = (id) => document.getElementById(id);
  const GATEWAYS = { evolution: 'Evolution', gowa: 'GOWA', cloudapi: 'Cloud API', sms: 'SMS' };
  /** What a person writes to be written to in another language. */
  const ASK = { en: 'language english', hi: 'language hindi', id: 'bahasa indonesia' };
  const MENU_LINE = /^([1-9])\. (.+)$/;
  const person = byId('person');
  const gateway = byId('gateway');
  const talk = byId('talk');
  const seen = new Map();
  const languages = new Map();
  const tapped = new Set();
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
    const media = window.photo.take();
    if (text || media) {
      byId('text').value = '';
      write(text, media ? { media } : null);
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

  byId('language').addEventListener('change', (event) => write(ASK[event.target.value]));

  /** @param more the button that was tapped and the message below which it was, or a picture, or nothing */
  async function write(text, more) {
    try {
      const answer = await fetch('/twins/' + gateway.value + '/inbound', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ number: person.value, text, ...more }),
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
    const last = bubbles.filter((b) => b.fromHub).pop();
    talk.replaceChildren(...(bubbles.length ? bubbles.map((b) => bubble(b, b === last)) : [empty()]));
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

  /** @param last whether it is the hub's last one: only that one's numbers are still a menu */
  function bubble(message, last) {
    const item = document.createElement('li');
    item.classList.toggle('mine', !message.fromHub);
    if (message.image) { item.append(picture(message)); }
    item.append(message.text);
    const foot = document.createElement('small');
    if (message.gateway !== 'evolution') { foot.append(GATEWAYS[message.gateway] + ' · '); }
    foot.append(new Date(message.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' }));
    const ticks = document.createElement('span');
    ticks.className = 'ticks ' + message.state;
    ticks.textContent = TICKS[message.state] || '';
    ticks.title = STATES[message.state] || message.state;
    ticks.setAttribute('role', 'img');
    ticks.setAttribute('aria-label', ticks.title);
    foot.append(ticks);
    item.append(foot);
    const menu = message.fromHub && last ? numbered(message.text) : [];
    if (message.buttons && message.buttons.length) {
      item.append(choices(message, message.buttons));
    } else if (menu.length) {
      item.append(choices(message, menu));
    }
    return item;
  }

  /** The choices of a gateway without buttons: numbered lines, of which the number is written back. */
  function numbered(text) {
    return text.split('\n').map((l) => MENU_LINE.exec(l)).filter(Boolean)
      .map((found, i) => ({ title: found[2], number: found[1], fits: Number(found[1]) === i + 1 }))
      .filter((choice) => choice.fits);
  }

  function picture(message) {
    const link = message.image;
    const image = document.createElement('img');
    image.src = link;
    image.alt = message.text ? 'Picture: ' + message.text : 'Picture';
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

  /** Quick replies as WhatsApp shows them; a tap answers as the phone would: its id, or the number of a menu. */
  function choices(message, all) {
    const bar = document.createElement('div');
    bar.className = 'choices';
    bar.setAttribute('role', 'group');
    bar.setAttribute('aria-label', 'Answers');
    all.forEach((choice) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = choice.title;
      button.disabled = tapped.has(message.id);
      button.addEventListener('click', () => {
        gateway.value = message.gateway;
        tapped.add(message.id);
        bar.querySelectorAll('button').forEach((other) => { other.disabled = true; });
        if (choice.number) {
          write(choice.number);
        } else {
          write(choice.title, { buttonId: choice.id, quoted: message.id });
        }
      });
      bar.append(button);
    });
    return bar;
  }

  /** Whose phone this can be, and the language that the hub keeps for each. */
  async function people() {
    const answer = await fetch('/chat/people');
    if (!answer.ok) { return; }
    const known = await answer.json();
    known.forEach((p) => languages.set(p.number, p.language));
    const code = languages.get(person.value) || 'en';
    const field = byId('language');
    if (document.activeElement !== field && field.value !== code) { field.value = code; }
    talk.lang = code;
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
      await people();
    } catch (e) {
      line('the hub does not answer');
    }
    setTimeout(loop, POLL_MS);
  }

  loop();
})();
