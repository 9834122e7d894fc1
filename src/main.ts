import { createApplication } from '@angular/platform-browser';
import { Router } from '@angular/router';
import { App } from './app/app';
import { appConfig } from './app/app.config';
import { loadConfig } from './app/config/config';
import { yieldToMain } from './app/ui/yield-to-main';

start().catch(async (error: unknown) => {
  const { showStartProblem } = await import('./app/config/start-problem');
  showStartProblem(document, error);
});

/** What bootstrapApplication does, in several short tasks instead of a long one. */
async function start(): Promise<void> {
  const config = await loadConfig();
  const app = await createApplication(appConfig(config));
  await yieldToMain();
  app.bootstrap(App);
  await yieldToMain();
  app.injector.get(Router).initialNavigation();
}
