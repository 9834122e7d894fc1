import { TestBed } from '@angular/core/testing';
import { Notice, type Message } from './notice';

describe('A notice', () => {
  async function notice(message?: Message) {
    const fixture = TestBed.createComponent(Notice);
    const element = fixture.nativeElement as HTMLElement;
    fixture.componentRef.setInput('message', message);
    await fixture.whenStable();
    const region = (role: string) => element.querySelector(`[role=${role}]`)?.textContent;
    return { element, region, component: fixture.componentInstance };
  }

  it('has its live regions before there is a message', async () => {
    const { element, region } = await notice();
    expect([region('status'), region('alert')]).toEqual(['', '']);
    expect(element.querySelector('button')).toBeNull();
  });

  it('is read politely when something went well, at once when it did not', async () => {
    const success = await notice({ tone: 'success', text: 'Done.' });
    expect([success.region('status'), success.region('alert')]).toEqual(['Done.', '']);
    const problem = await notice({ tone: 'problem', text: 'No.' });
    expect([problem.region('status'), problem.region('alert')]).toEqual(['', 'No.']);
  });

  it('offers what can be done about it', async () => {
    const run = jasmine.createSpy();
    const { element } = await notice({
      tone: 'success',
      text: 'Gone.',
      action: { label: 'Undo', run },
    });
    element.querySelector<HTMLButtonElement>('.button')?.click();
    expect(element.querySelector('.button')?.textContent.trim()).toBe('Undo');
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('gives the focus back when it is closed', async () => {
    const before = document.createElement('button');
    const { element } = await notice({ tone: 'success', text: 'Done.' });
    document.body.append(before, element);
    before.focus();
    const close = element.querySelector<HTMLButtonElement>('[aria-label="Close message"]')!;
    close.focus();
    close.click();
    close.remove();
    TestBed.tick();
    expect(document.activeElement).toBe(before);
    before.remove();
  });

  it('can be closed', async () => {
    const { element, component } = await notice({ tone: 'success', text: 'Done.' });
    const dismissed = jasmine.createSpy();
    component.dismissed.subscribe(dismissed);
    element.querySelector<HTMLButtonElement>('[aria-label="Close message"]')?.click();
    expect(dismissed).toHaveBeenCalledTimes(1);
  });
});
