// The chosen theme, before the first paint; src/app/frame/theme.ts is where it is chosen.
{
  const apply = (theme) => {
    document.documentElement.dataset.theme = theme ?? '';
    for (const meta of document.querySelectorAll('meta[data-theme]')) {
      const own = meta.dataset.theme;
      meta.media = theme ? (theme === own ? '' : 'not all') : `(prefers-color-scheme: ${own})`;
    }
  };
  addEventListener('storage', ({ key, newValue }) => key === 'theme' && apply(newValue));
  try {
    apply(localStorage.getItem('theme'));
  } catch {
    // Without storage it is as the device is set.
  }
}
