// The app's unit tests run in a real Chromium: CHROME_BIN, which scripts/test.ts finds or installs.
import karmaChromeLauncher from 'karma-chrome-launcher';
import karmaJasmine from 'karma-jasmine';
import { chromiumFlags } from './scripts/chromium-flags.ts';

export default function (config) {
  config.set({
    frameworks: ['jasmine'],
    plugins: [karmaJasmine, karmaChromeLauncher],
    client: { jasmine: { random: true, failSpecWithNoExpectations: true } },
    reporters: ['progress'],
    logLevel: config.LOG_WARN,
    browsers: ['ChromiumHeadless'],
    customLaunchers: {
      ChromiumHeadless: {
        base: 'ChromeHeadless',
        flags: [...chromiumFlags],
      },
    },
    restartOnFileChange: true,
  });
}
