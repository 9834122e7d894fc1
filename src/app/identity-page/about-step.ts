import { Component, input } from '@angular/core';
import type { StepId } from './steps';

/** What happens in a step, which standard it follows, and which file of this repository does it. */
@Component({
  selector: 'app-about-step',
  templateUrl: './about-step.html',
  styleUrl: './about-step.css',
})
export class AboutStep {
  readonly step = input.required<StepId>();
}
