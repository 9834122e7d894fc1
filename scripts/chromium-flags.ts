/** How tests start Chromium: without a GPU, and without asking anyone on the network. */
export const chromiumFlags: readonly string[] = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Chromium's sandbox can't start as root, as in a container.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
