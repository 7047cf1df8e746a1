'use strict';

/** The picture that goes with the next message: made small, as a phone does, and shown before it leaves. */
(function () {
  const LONGEST_SIDE = 1280;
  const QUALITY = 0.82;
  const byId = (id) => document.getElementById(id);
  const input = byId('photo');
  let chosen = null;

  input.addEventListener('change', async () => {
    const file = input.files[0];
    if (!file) { return; }
    try {
      show(file.name, await createImageBitmap(file));
    } catch (e) {
      clear();
      byId('line').textContent = 'that file is no picture';
    }
    byId('text').focus();
  });

  byId('detach').addEventListener('click', clear);

  function show(name, picture) {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const page = canvas.getContext('2d');
    page.fillStyle = '#fff';
    page.fillRect(0, 0, canvas.width, canvas.height);
    page.drawImage(picture, 0, 0, canvas.width, canvas.height);
    chosen = { mimetype: 'image/jpeg', base64: canvas.toDataURL('image/jpeg', QUALITY).split(',')[1] };
    const thumb = byId('thumb');
    const side = Math.min(picture.width, picture.height);
    thumb.getContext('2d').drawImage(picture, (picture.width - side) / 2, (picture.height - side) / 2, side, side,
      0, 0, thumb.width, thumb.height);
    byId('attached-name').textContent = name;
    byId('attached').hidden = false;
    byId('text').placeholder = 'Caption';
  }

  function clear() {
    chosen = null;
    input.value = '';
    byId('attached').hidden = true;
    byId('text').placeholder = 'Message';
  }

  window.photo = {
    /** The picture, once; null when none was chosen. */
    take() {
      const taken = chosen;
      clear();
      return taken;
    },
  };
})();
