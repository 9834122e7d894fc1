// What the first paint must know: the chosen theme (it is chosen in src/app/layout/theme.ts), and how
// much of the picture in index.html is true at this address and for this visitor; nothing, if the app
// can't be loaded. Where all of it is, the first pets are asked for at once.
{
  const { dataset } = document.documentElement;
  const apply = (theme) => {
    dataset.theme = theme;
    for (const meta of document.querySelectorAll('meta[data-theme]')) {
      const own = meta.dataset.theme;
      meta.media = theme ? (theme === own ? '' : 'not all') : `(prefers-color-scheme: ${own})`;
    }
  };
  const known = (theme) => (/^(light|dark)$/.test(theme) ? theme : '');
  addEventListener('storage', ({ key, newValue }) => key === 'theme' && apply(known(newValue)));
  try {
    apply(known(localStorage.getItem('theme')));
  } catch {
    apply('');
  }

  // As the app sees it (isLoginCallback and hasSessionCookie in src/app/auth), which knows the client's id.
  const hasCookie = /(^|; *)(_legacy_)?auth0\.[^=;]+\.is\.authenticated=/.test(document.cookie);
  const query = new URLSearchParams(location.search);
  const isCallback = query.has('state') && (query.has('code') || query.has('error'));
  const isShop = location.pathname === '/' && location.search === '';
  dataset.firstPicture = hasCookie || isCallback ? 'login' : isShop ? 'shop' : 'page';
  // What the app will ask for, from where it will (src/app/api-client/edge-interceptor.ts), and the pictures.
  if (dataset.firstPicture === 'shop') {
    const preload = (attributes) => {
      const link = document.createElement('link');
      document.head.append(Object.assign(link, { rel: 'preload', ...attributes }));
    };
    preload({ as: 'fetch', crossOrigin: 'anonymous', href: 'api/pets' });
    preload({ as: 'image', fetchPriority: 'low', href: 'pets.svg' });
  }
  const onError = ({ target }) => {
    if (target.type === 'module') dataset.firstPicture = 'failed';
  };
  addEventListener('error', onError, { capture: true });
}
