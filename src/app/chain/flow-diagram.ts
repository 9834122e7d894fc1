import { Component, input, output } from '@angular/core';
import { parties, steps, type Progress, type StepId } from './steps';

/** The whole chain at a glance: who says what to whom, and how far the user has come. */
@Component({
  selector: 'app-flow-diagram',
  templateUrl: './flow-diagram.html',
  styleUrl: './flow-diagram.css',
})
export class FlowDiagram {
  readonly progress = input.required<Record<StepId, Progress>>();
  /** The user wants to read about a step. */
  readonly chosen = output<StepId>();

  protected readonly parties = parties;
  protected readonly steps = steps;
}
