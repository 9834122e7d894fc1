import { TestBed } from '@angular/core/testing';
import { settled } from '../../testing/sent';
import { CodeBlock } from './code-block';

describe('A code block', () => {
  async function block() {
    const fixture = TestBed.createComponent(CodeBlock);
    fixture.componentRef.setInput('label', 'Canonical request');
    fixture.componentRef.setInput('code', 'GET\n/pets');
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;
    return {
      element,
      copy: async () => {
        element.querySelector('button')?.click();
        await settled();
        await fixture.whenStable();
        return element.querySelector('[role=status]')?.textContent;
      },
    };
  }

  it('can be scrolled by keyboard, and says what it is', async () => {
    const region = (await block()).element.querySelector('pre');
    expect(region?.tabIndex).toBe(0);
    expect(region?.getAttribute('aria-label')).toBe('Canonical request');
    expect(region?.textContent).toBe('GET\n/pets');
  });

  it('is copied as it is shown', async () => {
    const write = spyOn(navigator.clipboard, 'writeText').and.resolveTo();
    expect(await (await block()).copy()).toBe('Copied');
    expect(write).toHaveBeenCalledOnceWith('GET\n/pets');
  });

  it('says when the browser does not allow it', async () => {
    spyOn(navigator.clipboard, 'writeText').and.rejectWith(new DOMException('', 'NotAllowedError'));
    expect(await (await block()).copy()).toBe('Your browser blocked copying');
  });
});
