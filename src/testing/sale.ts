import type { Sale } from '../app/api/models';

/** A dog that Anna bought for five dollars. */
export const sale = (id: number, more: Partial<Sale> = {}): Sale => ({
  id,
  type: 'dog',
  price: 5,
  soldTo: 'anna@example.org',
  soldAt: '2026-11-22T12:00:00Z',
  isListed: true,
  ...more,
});
