// The chosen theme, before the first paint. It is chosen in src/app/frame/theme.ts.
{
  const apply = (theme) => {
    document.documentElement.dataset.theme = theme;
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
}
