import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';
import { loadConfig } from './app/config/config';

loadConfig()
  .then((config) => bootstrapApplication(App, appConfig(config)))
  .catch(async (error: unknown) => {
    const { showStartProblem } = await import('./app/config/start-problem');
    showStartProblem(document, error);
  });
