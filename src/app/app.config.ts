import { ViewportScroller } from '@angular/common';
import { provideHttpClient, withInterceptors, withNoXsrfProtection } from '@angular/common/http';
import {
  type ApplicationConfig,
  inject,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
} from '@angular/core';
import {
  Router,
  Scroll,
  TitleStrategy,
  UrlSerializer,
  provideRouter,
  withEnabledBlockingInitialNavigation,
  withInMemoryScrolling,
} from '@angular/router';
import { filter, skip } from 'rxjs';
import { provideApiConfiguration } from './api/api-configuration';
import { edgeInterceptor } from './api-client/edge-interceptor';
import { timeLimit } from './api-client/time-limit';
import { routes } from './app.routes';
import { sigv4Interceptor } from './aws/sigv4-interceptor';
import { CONFIG, type Config } from './config/config';
import { PageTitles } from './layout/page-titles';
import { TolerantUrls } from './tolerant-urls';
import { traceInterceptor } from './trace/trace-interceptor';

/** Everything the app is made of, for the configuration read at start. */
export const appConfig = (config: Config): ApplicationConfig => ({
  providers: [
    provideBrowserGlobalErrorListeners(),
    // The first page is drawn in a task of its own, so that the browser can respond before it.
    provideAppInitializer(() => new Promise((resolve) => setTimeout(resolve))),
    provideRouter(
      routes,
      // Until the first page can be drawn, index.html's picture stays.
      withEnabledBlockingInitialNavigation(),
      withInMemoryScrolling(),
    ),
    provideAppInitializer(restoreScrollPosition),
    { provide: TitleStrategy, useExisting: PageTitles },
    { provide: UrlSerializer, useExisting: TolerantUrls },
    // Nothing here authenticates by cookie, so there is nothing for an XSRF token to protect.
    provideHttpClient(
      withInterceptors([timeLimit, edgeInterceptor, sigv4Interceptor, traceInterceptor]),
      withNoXsrfProtection(),
    ),
    provideApiConfiguration(config.apiUrl),
    { provide: CONFIG, useValue: config },
  ],
});

/**
 * Pages from the history open where they were, new ones at the top. This is the router's
 * `scrollPositionRestoration` except for the first page: users who have already scrolled its picture
 * stay where they are.
 */
function restoreScrollPosition(): void {
  const scroller = inject(ViewportScroller);
  scroller.setHistoryScrollRestoration('manual');
  inject(Router)
    .events.pipe(
      filter((event) => event instanceof Scroll),
      skip(1),
      filter(({ scrollBehavior }) => scrollBehavior !== 'manual'),
    )
    .subscribe(({ position }) =>
      scroller.scrollToPosition(position ?? [0, 0], { behavior: 'instant' }),
    );
}
