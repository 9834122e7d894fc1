import { ConfigError, expectedValue } from './config';

/**
 * Says in the page why it can't start and what to do. Plain DOM: Angular isn't running. Values
 * from config.json are shown as text.
 */
export function showStartProblem(document: Document, error: unknown): void {
  const main = element(document, 'main', '');
  const page = element(document, 'div', '', 'start-problem');
  page.setAttribute('role', 'alert');
  main.append(page);
  page.append(element(document, 'h1', 'Secured Pets can’t start'));
  if (error instanceof ConfigError) {
    page.append(element(document, 'p', 'Its settings in config.json need fixing:'));
    const list = element(document, 'dl', '');
    for (const { key, actual } of error.problems) {
      list.append(
        element(document, 'dt', key ?? 'config.json'),
        element(document, 'dd', `Expected ${expectedValue(key)}.`),
        element(document, 'dd', `Got ${actual}.`),
      );
    }
    page.append(
      list,
      element(
        document,
        'p',
        'The values are the outputs of the SAM stack, and npm run deploy writes them next to the page. On your own machine, npm start writes the file for the local shop, and npm start -- --stack NAME for a deployed one. Then reload the page.',
      ),
    );
  } else {
    page.append(
      element(document, 'p', 'Something unexpected happened. Reload the page to try again.'),
    );
    reportError(error);
  }
  document.body.replaceChildren(main);
}

function element(document: Document, tag: string, text: string, className = ''): HTMLElement {
  const created = document.createElement(tag);
  created.textContent = text;
  created.className = className;
  return created;
}
